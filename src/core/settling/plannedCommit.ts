import { withEdits } from '../remediation/carryOver.ts';
import type { Plan } from '../remediation/plan.ts';
import type { FileAction } from './mergeRequestPorts.ts';

/** A file's text as a commit finds it. */
export interface CommittedText {
  readonly text: string;
  readonly lastCommitId: string;
}

/** What a person sees of one file's change. */
export interface ChangedText {
  readonly path: string;
  /** Absent where there is no such file. */
  readonly before?: string;
  readonly after?: string;
}

export interface PlannedCommit {
  readonly actions: readonly FileAction[];
  readonly changes: readonly ChangedText[];
}

/**
 * A plan as actions of one commit (https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions),
 * each of which GitLab refuses once its file is another one.
 */
export function plannedCommit(
  { edits, creations, deletions, renames, modeChanges }: Plan,
  present: ReadonlyMap<string, CommittedText>,
): PlannedCommit {
  const actions: FileAction[] = [];
  const changes: ChangedText[] = [];
  const renamed = new Map(renames.map(({ from, to }) => [from, to]));
  for (const path of new Set([...edits.keys(), ...renamed.keys()])) {
    const { text, lastCommitId } = known(present, path);
    const own = edits.get(path);
    const content = own ? withEdits(text, own) : text;
    const to = renamed.get(path);
    if (to === undefined) actions.push({ action: 'update', path, content, lastCommitId });
    else {
      const also = own ? { content } : {};
      actions.push({ action: 'move', path: to, previousPath: path, lastCommitId, ...also });
    }
    changes.push({ path: to ?? path, before: text, after: content });
  }
  for (const [path, content] of creations) {
    actions.push({ action: 'create', path, content });
    changes.push({ path, after: content });
  }
  for (const path of deletions) {
    const { text, lastCommitId } = known(present, path);
    actions.push({ action: 'delete', path, lastCommitId });
    changes.push({ path, before: text });
  }
  for (const [path, executable] of modeChanges) actions.push({ action: 'chmod', path, executable });
  return { actions, changes };
}

function known(present: ReadonlyMap<string, CommittedText>, path: string): CommittedText {
  const found = present.get(path);
  if (!found) throw new Error(`the plan is about ${path}, whose text was not read`);
  return found;
}
