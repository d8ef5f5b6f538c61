import type { ReadySnapshot } from '../model/snapshot.ts';
import type { BranchHead } from './ports.ts';

/** The last good snapshot of each branch, kept from window to window for when GitLab cannot be reached. */
export interface StoredSnapshots {
  /** What was kept of this branch of this repository, on an instance that is signed in; never throws. */
  recall(head: BranchHead): Promise<ReadySnapshot | undefined>;
  /** In place of what was kept of the branch before. */
  keep(head: BranchHead, snapshot: ReadySnapshot): void;
  /** There is nothing of this branch any more that may be shown. */
  drop(head: BranchHead): void;
}
