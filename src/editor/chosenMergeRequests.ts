import type * as vscode from 'vscode';
import type { BranchHead } from '../core/sync/ports.ts';

export interface ChosenMergeRequests {
  /** The web URL of the merge request the user chose for the branch, if any. */
  of(head: BranchHead): string | undefined;
  choose(root: string, branch: string, url: string): Thenable<void>;
}

/** Remembers, per repository and branch, which of several merge requests the user wants to see. */
export function chosenMergeRequests(memento: vscode.Memento): ChosenMergeRequests {
  const keyOf = (root: string, branch: string) => `mergeRequest ${root} ${branch}`;
  return {
    of: ({ repository, branch }) => {
      const url = branch === undefined ? undefined : memento.get<unknown>(keyOf(repository.root, branch));
      return typeof url === 'string' ? url : undefined;
    },
    choose: (root, branch, url) => memento.update(keyOf(root, branch), url),
  };
}
