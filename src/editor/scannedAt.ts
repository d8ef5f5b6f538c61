import type { PlacedFinding } from './placements.ts';

/** What to say of a finding whose file is not known to be as it was scanned; `undefined` when it is. */
export function scannedAt({ placement, snapshot }: PlacedFinding): string | undefined {
  if (placement.kind === 'exact' || placement.kind === 'none') return undefined;
  const commit = snapshot.pipeline.sha.slice(0, 8);
  return placement.kind === 'gone'
    ? `scanned at ${commit}; ${placement.path} is not here`
    : `scanned at ${commit}; the file has changed since`;
}

/** When the scan that found it ended; not a number where that is not known. */
export function scanEnd({ finding, snapshot }: PlacedFinding): number {
  // What is fixed was seen by another pipeline than the one whose end is known.
  return finding.change === 'fixed' ? Number.NaN : Date.parse(snapshot.pipeline.finishedAt ?? '');
}
