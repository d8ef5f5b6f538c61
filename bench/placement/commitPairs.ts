import type { GitRepository } from './gitRepository.ts';
import { shuffled, type Random } from './random.ts';

export interface CommitPair {
  readonly from: string;
  readonly to: string;
}

/** Distances that are reported together, both ends included. */
export interface Distances {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

export const buckets: readonly Distances[] = [
  { name: '1', least: 1, most: 1 },
  { name: '2-5', least: 2, most: 5 },
  { name: '6-20', least: 6, most: 20 },
  { name: '21-50', least: 21, most: 50 },
  { name: '51-200', least: 51, most: 200 },
];

/**
 * The commits of the current branch, newest first, each the first parent of the one before: along them every commit has
 * one successor, so that there is one answer to what became of a line. None in a repository without commits.
 */
export async function mainLine(repository: GitRepository): Promise<readonly string[]> {
  const commits = await repository.run('rev-list', '--first-parent', 'HEAD', '--');
  return commits?.toString('latin1').split('\n').filter(Boolean) ?? [];
}

/** Every pair of commits that far apart, in random order. */
export function* pairsApart(
  commits: readonly string[],
  { least, most }: Distances,
  random: Random,
): Generator<CommitPair> {
  const pairsAt = (distance: number) => Math.max(0, commits.length - distance);
  let count = 0;
  for (let distance = least; distance <= most; distance++) count += pairsAt(distance);
  for (const index of shuffled(count, random)) {
    let [at, distance] = [index, least];
    for (; at >= pairsAt(distance); distance++) at -= pairsAt(distance);
    const [to, from] = [commits[at], commits[at + distance]];
    if (to !== undefined && from !== undefined) yield { from, to };
  }
}
