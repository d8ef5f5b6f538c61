import type { CommitPair } from './commitPairs.ts';
import type { GitRepository } from './gitRepository.ts';

/** A line of the later commit, counted from 0. */
export interface TrueLine {
  readonly path: string;
  readonly line: number;
}

/** What became of each line of a file: where it is in the later commit, or `undefined` where it was taken out on the way. */
export type Truth = ReadonlyMap<number, TrueLine | undefined>;

/**
 * Asks git in one process for the whole file. `git blame --reverse` goes from commit to commit and tells the last one in
 * which a line existed, so a line survived if that is the later commit. It follows files that are renamed on the way.
 *
 * Git is arbitrary, too: at each step it chooses one of many equally short differences. Of two equal lines of which one
 * was deleted it does not matter to it which, and a line that was deleted and written again is gone, though it is there.
 */
export async function traceLines(
  repository: GitRepository,
  { from, to }: CommitPair,
  path: string,
  ...options: readonly string[]
): Promise<Truth | undefined> {
  const args = ['--reverse', '--first-parent', '--no-textconv', '--porcelain', ...options];
  // Bytes as characters: texts in any encoding pass, and only paths need to be read.
  const output = (await repository.run('blame', ...args, `${from}..${to}`, '--', path))?.toString('latin1');
  if (output === undefined) return undefined;
  const truth = new Map<number, TrueLine | undefined>();
  let current = { commit: '', there: 0, line: 0 };
  /** Told once for each commit, and again where it changes. */
  const paths = new Map<string, string>();
  for (const row of output.split('\n')) {
    const [, commit, there, line] = /^([0-9a-f]{40,64}) (\d+) (\d+)(?: \d+)?$/.exec(row) ?? [];
    if (commit !== undefined) current = { commit, there: Number(there) - 1, line: Number(line) - 1 };
    else if (row.startsWith('filename ')) {
      paths.set(current.commit, Buffer.from(row.slice('filename '.length), 'latin1').toString('utf8'));
    } else if (row.startsWith('\t')) {
      const survives = current.commit === to;
      const place = { path: paths.get(current.commit) ?? path, line: current.there };
      truth.set(current.line, survives ? place : undefined);
    }
  }
  return truth;
}
