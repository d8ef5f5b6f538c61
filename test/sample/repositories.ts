import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';
import { withLookalikes } from './lookalikes.ts';

export const targetBranch = 'main';
export const sourceBranch = 'feature/order-export';

/** The sample project as GitLab has it, and as a developer has it. */
export interface Repositories {
  /** Without a working tree: what the test GitLab reads. */
  readonly bare: string;
  /** The developer's clone, with the merge request's branch checked out. */
  readonly clone: string;
}

/** Makes both below a folder. The same commits every time: `history/` names their authors and dates. */
export function makeRepositories(folder: string): Repositories {
  const bare = join(folder, 'shop-api.git');
  const clone = join(folder, 'shop-api');
  mkdirSync(folder, { recursive: true });
  git(folder, ['init', '--quiet', '--bare', `--initial-branch=${targetBranch}`, bare]);
  git(bare, ['fast-import', '--quiet', '--date-format=rfc2822'], commitsIn('history'));

  git(folder, ['clone', '--quiet', '--branch', sourceBranch, bare, clone]);
  git(clone, ['branch', '--quiet', '--track', targetBranch, `origin/${targetBranch}`]);
  git(clone, ['config', 'user.name', 'Dana Okafor']);
  git(clone, ['config', 'user.email', 'dana@acme.example']);
  return { bare, clone };
}

/** Says where the clone came from. Nothing is fetched from there: the test GitLab speaks no git. */
export function setOrigin(clone: string, url: string): void {
  git(clone, ['remote', 'set-url', 'origin', url]);
}

/** The developer goes on after the push: commits that no pipeline has scanned and only the clone has. */
export function commitUnpushed(clone: string): void {
  git(clone, ['fast-import', '--quiet', '--date-format=rfc2822'], commitsIn('unpushed'));
  git(clone, ['reset', '--quiet', '--hard']);
}

/** A file per commit, in the format of `git fast-import`. */
function commitsIn(name: 'history' | 'unpushed'): string {
  const folder = join(import.meta.dirname, name);
  const commits = readdirSync(folder).filter((name) => name.endsWith('.commit'));
  return withLookalikes(
    commits
      .sort()
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join(''),
  );
}
