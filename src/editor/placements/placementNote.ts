import { isInHistory } from '../../core/placement/scanCommit.ts';
import { explainPlacement } from '../../core/view/explainPlacement.ts';
import type { PlacedFinding } from './findingPlace.ts';

/** What has to be said of where a finding is; `undefined` when its line says it all. */
export function placementNote({ placement, scan, finding }: PlacedFinding): string | undefined {
  const { commit, commitsAgo } = scan;
  return explainPlacement(placement, {
    commit,
    isInHistory: isInHistory(finding),
    ...(commitsAgo !== undefined && { commitsAgo }),
  });
}

/** The same as a sentence of its own, for where nothing stands before it. */
export function placementSentence(placed: PlacedFinding): string | undefined {
  const note = placementNote(placed);
  return note && `${note.charAt(0).toUpperCase()}${note.slice(1)}.`;
}

/** Whether what is to be said is no reason for doubt or haste: by which way a package came here. */
export function isPlainNote({ placement, finding }: PlacedFinding): boolean {
  return placement.kind !== 'changed' && !isInHistory(finding);
}

/** When the scan that found it ended; not a number where that is not known. */
export function scanEnd({ finding, snapshot }: PlacedFinding): number {
  // What is fixed was seen by another pipeline than the one whose end is known.
  return finding.change === 'fixed' ? Number.NaN : Date.parse(snapshot.pipeline.finishedAt ?? '');
}
