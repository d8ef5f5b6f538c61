import type { Placement } from '../placement/placement.ts';
import { plainLine } from './plainText.ts';
import { count } from './words.ts';

/** What a placement is to be told with. */
export interface PlacementContext {
  /** The scanned commit. */
  readonly commit: string;
  readonly commitsAgo?: number;
  /** A secret of an earlier commit. */
  readonly isInHistory: boolean;
}

/** What has to be said of where a finding is; `undefined` when its line says it all. */
export function explainPlacement(placement: Placement, context: PlacementContext): string | undefined {
  const { commit, commitsAgo, isInHistory } = context;
  const short = commit.slice(0, 8);
  const history = isInHistory ? `in commit ${short}; removing the line does not revoke it` : undefined;
  const ago = commitsAgo === undefined || commitsAgo === 0 ? '' : `, ${count(commitsAgo, 'commit')} ago`;
  switch (placement.kind) {
    case 'exact':
    case 'moved':
      return history ?? broughtIn(placement.via);
    case 'changed':
      if (history !== undefined) return history;
      return placement.because === 'edited'
        ? `the code has changed since the scan of ${short}${ago}`
        : `scanned at ${short}, which is not here to compare with; the line may have moved`;
    case 'gone':
      if (placement.because === 'file')
        return history ?? `scanned at ${short}${ago}; ${plainLine(placement.path)} is not here`;
      return history ?? `the code has gone since the scan of ${short}${ago}`;
    case 'none':
      return history;
  }
}

function broughtIn(via: readonly string[] | undefined): string | undefined {
  return via && via.length > 1 ? `brought in by ${plainLine(via.slice(0, -1).join(' › '))}` : undefined;
}
