import type { ChangedFile } from './changedFiles.ts';
import type { CommitPair } from './commitPairs.ts';
import type { GitRepository } from './gitRepository.ts';
import { traceLines } from './truth.ts';

const algorithms = ['myers', 'minimal', 'patience', 'histogram'];

/** Where else git puts lines of a file when it is asked in its other ways. */
export type Opinions = (line: number) => ReadonlySet<number | undefined>;

/**
 * Git has four ways to compare two texts, and can look for lines that were moved. Where one of them says of a line what we
 * say, and `git blame` says otherwise, git itself is of two minds. How a line ends is no part of its text here.
 */
export async function secondOpinions(
  repository: GitRepository,
  pair: CommitPair,
  { path, blob, now }: ChangedFile,
): Promise<Opinions> {
  const maps: ((line: number) => number | undefined)[] = [];
  for (const algorithm of algorithms) {
    const options = ['-U0', '--no-color', '--no-ext-diff', '--no-textconv', '--ignore-cr-at-eol'];
    const output = await repository.run('diff', ...options, `--diff-algorithm=${algorithm}`, blob, now.blob);
    if (output) maps.push(fromHunks(output.toString('latin1')));
  }
  const moved = await traceLines(repository, pair, path, '-M');
  if (moved) {
    maps.push((line) => {
      const place = moved.get(line);
      return place?.path === now.path ? place.line : undefined;
    });
  }
  return (line) => new Set(maps.map((map) => map(line)));
}

/** `@@ -12,3 +14 @@`: three lines from 12 on became one at 14. */
function fromHunks(difference: string): (line: number) => number | undefined {
  const hunks = [...difference.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(
    ([, start, removed = '1', , added = '1']) => {
      // Where nothing is removed git names the line above.
      const first = removed === '0' ? Number(start) : Number(start) - 1;
      return { first, removed: Number(removed), added: Number(added) };
    },
  );
  return (line) => {
    let shift = 0;
    for (const { first, removed, added } of hunks) {
      if (line < first) break;
      if (line < first + removed) return undefined;
      shift += added - removed;
    }
    return line + shift;
  };
}
