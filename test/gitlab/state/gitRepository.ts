import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** A bare repository on disk, read through git. */
export class GitRepository {
  readonly path: string;
  readonly #mergeBases = new Map<string, string | undefined>();
  /** By their full names, which always mean them. */
  readonly #commits = new Set<string>();

  constructor(path: string) {
    this.path = path;
    this.#git(['rev-parse', '--git-dir']);
  }

  /** The commit a revision names, if there is one. */
  commit(revision: string): string | undefined {
    if (this.#commits.has(revision)) return revision;
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    const sha = this.#try(args)?.trim();
    if (sha !== undefined) this.#commits.add(sha);
    return sha;
  }

  /** Nearly every request asks for one, and nearly every one is a file of its own (gitrepository-layout). */
  branch(name: string): string | undefined {
    const ref = `refs/heads/${name}`;
    return this.#looseRef(ref) ?? this.commit(ref);
  }

  mergeBase(one: string, other: string): string | undefined {
    const key = `${one} ${other}`;
    if (!this.#mergeBases.has(key)) this.#mergeBases.set(key, this.#try(['merge-base', one, other])?.trim());
    return this.#mergeBases.get(key);
  }

  /** The commits of `head` that `base` lacks, newest first. */
  commitsSince(base: string, head: string): readonly string[] {
    const list = this.#try(['rev-list', `${base}..${head}`]) ?? '';
    return list.split('\n').filter((line) => line !== '');
  }

  file(revision: string, path: string): Buffer | undefined {
    try {
      return this.#git(['cat-file', 'blob', `${revision}:${path}`]);
    } catch {
      return undefined;
    }
  }

  /** The blobs of those paths that are files at a revision. */
  blobIds(
    revision: string,
    paths: readonly string[],
  ): readonly { readonly path: string; readonly oid: string; readonly mode: string }[] {
    if (paths.length === 0) return [];
    const list = this.#try(['--literal-pathspecs', 'ls-tree', '-z', revision, '--', ...paths]) ?? '';
    return list.split('\0').flatMap((entry) => {
      const [, mode, oid, path] = /^(\d+) blob (\w+)\t(.+)$/s.exec(entry) ?? [];
      return mode === undefined || oid === undefined || path === undefined ? [] : [{ path, oid, mode }];
    });
  }

  /** Takes over a commit of another repository, and gives it a name here. */
  fetch(other: GitRepository, sha: string, ref: string): void {
    if (other.path !== this.path) this.#git(['fetch', '--quiet', other.path, `+${sha}:${ref}`]);
    else this.#git(['update-ref', ref, sha]);
  }

  /** Merges without a working tree, as GitLab does for merged results pipelines. */
  merge(target: string, source: string, ref: string): string {
    const tree = this.#git(['merge-tree', '--write-tree', target, source]).toString().trim();
    const message = `Merge ${source} into ${target}`;
    const sha = this.#git(['commit-tree', tree, '-p', target, '-p', source, '-m', message]).toString().trim();
    this.#git(['update-ref', ref, sha]);
    return sha;
  }

  branches(): readonly string[] {
    const list = this.#try(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads']) ?? '';
    return list.split('\n').filter((line) => line !== '');
  }

  isBranchName(name: string): boolean {
    return this.#try(['check-ref-format', '--branch', name]) !== undefined;
  }

  /** The newest commit of a revision's history that changed a file. */
  lastCommitOf(revision: string, path: string): string | undefined {
    const sha = this.#try(['--literal-pathspecs', 'log', '-1', '--format=%H', revision, '--', path])?.trim();
    return sha === '' ? undefined : sha;
  }

  /** Any other command; a failing one throws. */
  run(args: readonly string[], options: GitOptions = {}): string {
    return this.#git(args, options).toString();
  }

  #looseRef(ref: string): string | undefined {
    if (ref.includes('..')) return undefined;
    try {
      const text = readFileSync(join(this.path, ref), 'latin1');
      return /^[0-9a-f]{40}\n$/.test(text) ? text.trim() : undefined;
    } catch {
      return undefined;
    }
  }

  #try(args: readonly string[]): string | undefined {
    try {
      return this.#git(args).toString();
    } catch {
      return undefined;
    }
  }

  #git(args: readonly string[], { input, env }: GitOptions = {}): Buffer {
    const who = { name: 'GitLab', email: 'gitlab@example.com' };
    return execFileSync('git', ['--git-dir', this.path, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      input: input ?? '',
      maxBuffer: 256 * 1024 * 1024,
      env: {
        ...process.env,
        GIT_AUTHOR_NAME: who.name,
        GIT_AUTHOR_EMAIL: who.email,
        GIT_COMMITTER_NAME: who.name,
        GIT_COMMITTER_EMAIL: who.email,
        ...env,
      },
    });
  }
}
