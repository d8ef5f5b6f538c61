import type { PlacedFinding } from './placements.ts';

/** What to say of a finding whose file is not known to be as it was scanned; `undefined` when it is. */
export function scannedAt({ placement, snapshot }: PlacedFinding): string | undefined {
  if (placement.kind === 'exact' || placement.kind === 'none') return undefined;
  const commit = snapshot.pipeline.sha.slice(0, 8);
  return placement.kind === 'gone'
    ? `scanned at ${commit}; ${placement.path} is not here`
    : `scanned at ${commit}; the file has changed since`;
}
