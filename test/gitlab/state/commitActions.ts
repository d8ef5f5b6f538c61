import { type Git, type NewCommit, commitOnIndex } from './commitOnIndex.ts';
import type { GitRepository } from './gitRepository.ts';

export interface CommitAction {
  readonly action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  readonly filePath: string;
  readonly previousPath: string | undefined;
  readonly content: Buffer | undefined;
  /** The newest commit that the client knows of the file. */
  readonly lastCommitId: string | undefined;
  readonly executable: boolean | undefined;
}

/** Why there is no commit, in the words of `Files::MultiService` and Gitaly's index. */
export class CommitRefused extends Error {
  override readonly name = 'CommitRefused';
}

/** All actions as one commit, or none of them. Gives its sha; no branch has it yet. */
export function commitActions(
  repository: GitRepository,
  commit: NewCommit,
  actions: readonly CommitAction[],
): string {
  for (const action of actions) refuseOutdated(repository, commit.parent, action);
  return commitOnIndex(repository, commit, (git) => {
    for (const action of actions) act(git, action);
  });
}

/** Somebody else has changed the file since the commit that the client saw. Asked of no new file, and no mode. */
function refuseOutdated(repository: GitRepository, parent: string | undefined, asked: CommitAction): void {
  const { action, lastCommitId, filePath, previousPath } = asked;
  if (lastCommitId === undefined || parent === undefined || action === 'create' || action === 'chmod') return;
  const path = previousPath ?? filePath;
  if (repository.lastCommitOf(parent, path) !== repository.lastCommitOf(lastCommitId, path)) {
    throw new CommitRefused(`The file has changed since you started editing it: ${path}`);
  }
}

function act(git: Git, action: CommitAction): void {
  const path = checkedPath(action.filePath);
  switch (action.action) {
    case 'create':
      refuseTaken(git, path);
      add(git, '100644', blob(git, action.content), path);
      return;
    case 'update':
      add(git, known(git, path).mode, blob(git, action.content), path);
      return;
    case 'delete':
      known(git, path);
      remove(git, path);
      return;
    case 'chmod':
      add(git, action.executable ? '100755' : '100644', known(git, path).oid, path);
      return;
    case 'move': {
      const from = checkedPath(action.previousPath ?? '');
      const { mode, oid } = known(git, from);
      refuseTaken(git, path);
      remove(git, from);
      add(git, mode, action.content ? blob(git, action.content) : oid, path);
    }
  }
}

function checkedPath(path: string): string {
  if (path === '') throw new CommitRefused('You must provide a file path');
  const parts = path.split('/');
  if (parts.includes('..')) throw new CommitRefused('Path cannot include directory traversal');
  const isOdd = parts.some((part) => part === '' || part === '.' || part.toLowerCase() === '.git');
  if (isOdd) throw new CommitRefused(`invalid path: '${path}'`);
  return path;
}

interface Entry {
  readonly mode: string;
  readonly oid: string;
}

function entriesAt(git: Git, path: string): readonly (Entry & { readonly path: string })[] {
  const list = git(['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', path]);
  return list.split('\0').flatMap((line) => {
    const [, mode, oid, own] = /^(\d+) (\w+) \d\t(.+)$/s.exec(line) ?? [];
    return mode === undefined || oid === undefined || own === undefined ? [] : [{ mode, oid, path: own }];
  });
}

function known(git: Git, path: string): Entry {
  const entry = entriesAt(git, path).find((one) => one.path === path);
  if (!entry) throw new CommitRefused("A file with this name doesn't exist");
  return entry;
}

function refuseTaken(git: Git, path: string): void {
  const entries = entriesAt(git, path);
  if (entries.length === 0) return;
  const isFile = entries.some((one) => one.path === path);
  throw new CommitRefused(`A ${isFile ? 'file' : 'directory'} with this name already exists`);
}

function blob(git: Git, content: Buffer | undefined): string {
  return git(['hash-object', '-w', '--stdin'], content ?? '').trim();
}

function add(git: Git, mode: string, oid: string, path: string): void {
  git(['update-index', '-z', '--index-info'], `${mode} ${oid}\t${path}\0`);
}

/** Mode 0 is git's way to say so where there is no working tree. */
function remove(git: Git, path: string): void {
  add(git, '0', '0'.repeat(40), path);
}
