import { changedFiles, type ChangedFile, type FileSides } from '../remediation/changedFiles.ts';
import type { Plan } from '../remediation/plan.ts';
import type { FileAction } from './mergeRequestPorts.ts';

/** A file's text as a commit finds it. */
export interface CommittedText {
  readonly text: string;
  readonly lastCommitId: string;
}

export interface PlannedCommit {
  readonly actions: readonly FileAction[];
  readonly changes: readonly FileSides[];
}

/**
 * A plan as actions of one commit (https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions),
 * each of which GitLab refuses once its file is another one.
 */
export function plannedCommit(plan: Plan, present: ReadonlyMap<string, CommittedText>): PlannedCommit {
  // Made whole or not at all: nothing of a plan may be left out because its file is not here.
  for (const path of [...plan.edits.keys(), ...plan.renames.map(({ from }) => from)]) known(present, path);
  const texts = new Map([...present].map(([path, { text }]) => [path, text]));
  const files = changedFiles(plan, texts, (path) => path);
  return {
    actions: [...files.flatMap((file) => contentOf(file, present)), ...files.flatMap(modeOf)],
    changes: files.filter(({ edits, before, after }) => edits.length > 0 || before?.path !== after?.path),
  };
}

function contentOf(
  { before, after, edits }: ChangedFile,
  present: ReadonlyMap<string, CommittedText>,
): readonly FileAction[] {
  if (!before) return after ? [{ action: 'create', path: after.path, content: after.text }] : [];
  const { path } = before;
  const lastCommitId = known(present, path);
  if (!after) return [{ action: 'delete', path, lastCommitId }];
  const content = edits.length > 0 ? { content: after.text } : {};
  if (after.path !== path)
    return [{ action: 'move', path: after.path, previousPath: path, lastCommitId, ...content }];
  return edits.length > 0 ? [{ action: 'update', path, content: after.text, lastCommitId }] : [];
}

function modeOf({ after, executable }: ChangedFile): readonly FileAction[] {
  return after && executable !== undefined ? [{ action: 'chmod', path: after.path, executable }] : [];
}

function known(present: ReadonlyMap<string, CommittedText>, path: string): string {
  const found = present.get(path);
  if (!found) throw new Error(`the plan is about ${path}, whose text was not read`);
  return found.lastCommitId;
}
