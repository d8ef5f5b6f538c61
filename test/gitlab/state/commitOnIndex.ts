import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitOptions, GitRepository } from './gitRepository.ts';
import type { User } from './user.ts';

/** Runs git with an index of its own. */
export type Git = (args: readonly string[], input?: GitOptions['input']) => string;

export interface NewCommit {
  /** Absent for a repository without any. */
  readonly parent: string | undefined;
  readonly message: string;
  readonly author: User | undefined;
}

/** Makes a commit without a working tree: the change is made to an index that holds the parent's files. */
export function commitOnIndex(
  repository: GitRepository,
  { parent, message, author }: NewCommit,
  change: (git: Git) => void,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'gitlab-index-'));
  const name = author?.name ?? 'GitLab';
  const email = `${author?.username ?? 'gitlab'}@example.com`;
  const env = {
    GIT_INDEX_FILE: join(folder, 'index'),
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
  const git: Git = (args, input = '') => repository.run(args, { input, env });
  try {
    git(parent === undefined ? ['read-tree', '--empty'] : ['read-tree', parent]);
    change(git);
    const tree = git(['write-tree']).trim();
    return git(['commit-tree', tree, ...(parent === undefined ? [] : ['-p', parent])], message).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
