import type { Block, Gap } from './lineMap.ts';

/**
 * The longest run of lines, in the same order in both texts, of those that stand exactly once in each side of a gap
 * (Bram Cohen's patience diff). Both texts as numbers, equal ones for equal lines.
 */
export function uniqueAnchors(gap: Gap, before: Int32Array, after: Int32Array): readonly Block[] {
  const { beforeStart, beforeEnd, afterStart, afterEnd } = gap;
  const inAfter = onlyOnce(after, afterStart, afterEnd);
  const pairs: (readonly [before: number, after: number])[] = [];
  for (const [id, line] of onlyOnce(before, beforeStart, beforeEnd)) {
    const other = line < 0 ? undefined : inAfter.get(id);
    if (other !== undefined && other >= 0) pairs.push([line, other]);
  }
  // A map keeps the order of first appearance, so the pairs are in the order of the text before.
  return longestIncreasing(pairs).map(([line, other]) => ({ before: line, after: other, length: 1 }));
}

/** Where each number stands; -1 for those that stand there more than once. */
function onlyOnce(ids: Int32Array, start: number, end: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (let line = start; line < end; line++) {
    const id = ids[line] ?? -1;
    places.set(id, places.has(id) ? -1 : line);
  }
  return places;
}

type Pair = readonly [before: number, after: number];

/** Patience sorting: for every length the pair that ends it earliest, each knowing the one before it. */
function longestIncreasing(pairs: readonly Pair[]): readonly Pair[] {
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, [, after]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? Infinity) < after) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? ends[low - 1] : undefined;
    ends[low] = index;
  }
  const chosen: Pair[] = [];
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const pair = pairs[index];
    if (pair) chosen.push(pair);
  }
  return chosen.reverse();
}
