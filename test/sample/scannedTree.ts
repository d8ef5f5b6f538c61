import { git } from './git.ts';

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
