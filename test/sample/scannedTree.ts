import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git.ts';
import type { Changes } from './reports/sampleFinding.ts';

/** A line, or several, that a text begins on: counted from 1, as reports count. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** The project at one commit, where reports look up the lines of what they flag. */
export class ScannedTree {
  readonly sha: string;
  readonly #repository: string;
  readonly #texts = new Map<string, string>();

  constructor(repository: string, sha: string) {
    this.sha = sha;
    this.#repository = repository;
  }

  /** Where a text is in a file. It has to be there exactly once: a report that flags the wrong line is of no use. */
  find(file: string, text: string): Lines {
    const before = this.text(file).split(text);
    if (before.length !== 2) throw new Error(`${file} has ${before.length - 1} times: ${text}`);
    const start = lineCount(before[0] ?? '');
    return { start, end: start + lineCount(text) - 1 };
  }

  /** The newest commit that touched a file, which is where a secret is said to be from. */
  lastCommit(file: string): CommitOfFile {
    const format = '%H%n%an%n%aI%n%s';
    const [sha = '', author = '', date = '', message = ''] = git(this.#repository, [
      'log',
      '-1',
      `--format=${format}`,
      this.sha,
      '--',
      file,
    ]).split('\n');
    return { sha, author, date, message };
  }

  /** A patch that makes changes to this commit, for `git apply`. */
  diff(changes: Changes): string {
    const folder = mkdtempSync(join(tmpdir(), 'sample-index-'));
    const run = (args: readonly string[], input?: string) =>
      git(this.#repository, args, input, { GIT_INDEX_FILE: join(folder, 'index') });
    try {
      run(['read-tree', this.sha]);
      for (const [file, replacements] of Object.entries(changes)) {
        const text = replacements.reduce((text, [from, to]) => replaceOnce(text, from, to), this.text(file));
        const blob = run(['hash-object', '-w', '--stdin'], text);
        run(['update-index', '--cacheinfo', `100644,${blob},${file}`]);
      }
      return `${run(['diff', '--cached', this.sha])}\n`;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  text(file: string): string {
    const known = this.#texts.get(file);
    if (known !== undefined) return known;
    const text = `${git(this.#repository, ['show', `${this.sha}:${file}`])}\n`;
    this.#texts.set(file, text);
    return text;
  }
}

export interface CommitOfFile {
  readonly sha: string;
  readonly author: string;
  readonly date: string;
  readonly message: string;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

function replaceOnce(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`there is not exactly one: ${from}`);
  return text.replace(from, () => to);
}
