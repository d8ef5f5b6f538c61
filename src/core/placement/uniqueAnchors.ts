import type { Block, Gap } from './lineMap.ts';
import type { LineNumbers } from './lineNumbers.ts';

/** What is counted for one gap after the other: how often each line stands in a side, and where it was seen last. */
export interface Counters {
  readonly timesBefore: number[];
  readonly timesAfter: number[];
  readonly placeAfter: number[];
}

export function countersFor({ count }: LineNumbers): Counters {
  const counters = () => new Array<number>(count).fill(0);
  return { timesBefore: counters(), timesAfter: counters(), placeAfter: counters() };
}

/**
 * The longest run of lines, in the same order in both texts, of those that stand exactly once in each side of a gap
 * (Bram Cohen's patience diff).
 */
export function uniqueAnchors(
  { beforeStart, beforeEnd, afterStart, afterEnd }: Gap,
  { before, after }: LineNumbers,
  { timesBefore, timesAfter, placeAfter }: Counters,
): readonly Block[] {
  for (let line = beforeStart; line < beforeEnd; line++) add(timesBefore, before[line], 1);
  for (let line = afterStart; line < afterEnd; line++) {
    add(timesAfter, after[line], 1);
    placeAfter[after[line] ?? 0] = line;
  }
  const pairs: Pair[] = [];
  for (let line = beforeStart; line < beforeEnd; line++) {
    const number = before[line] ?? 0;
    if (timesBefore[number] === 1 && timesAfter[number] === 1) pairs.push([line, placeAfter[number] ?? 0]);
  }
  // Left as they were found: all zero.
  for (let line = beforeStart; line < beforeEnd; line++) add(timesBefore, before[line], -1);
  for (let line = afterStart; line < afterEnd; line++) add(timesAfter, after[line], -1);
  return longestIncreasing(pairs);
}

export type Pair = readonly [before: number, after: number];

function add(times: number[], number = 0, by: number): void {
  times[number] = (times[number] ?? 0) + by;
}

/** The longest run of pairs, given in the order of the text before, that are in order in both. Patience sorting: for every length the pair that ends it earliest, each knowing the one before it. */
export function longestIncreasing(pairs: readonly Pair[]): readonly Block[] {
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
  return chosen.reverse().map(([before, after]) => ({ before, after, length: 1 }));
}
