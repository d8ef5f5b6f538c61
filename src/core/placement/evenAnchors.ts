import type { Block, Gap } from './lineMap.ts';
import type { LineNumbers } from './lineNumbers.ts';
import { longestIncreasing, type Pair } from './uniqueAnchors.ts';

/** Lines that stand more often than this say too little about where they belong. */
const mostTimes = 8;

/**
 * The next best thing to lines that are unique: lines that stand equally often in both sides of a gap, the first one taken
 * for the first, the second for the second. For gaps that are too large to compare line by line.
 */
export function evenAnchors(
  { beforeStart, beforeEnd, afterStart, afterEnd }: Gap,
  { before, after }: LineNumbers,
): readonly Block[] {
  const inBefore = placesOf(before, beforeStart, beforeEnd);
  const inAfter = placesOf(after, afterStart, afterEnd);
  const pairs: Pair[] = [];
  for (const [number, places] of inBefore) {
    const others = inAfter.get(number);
    if (others?.length !== places.length || places.length > mostTimes) continue;
    for (const [index, line] of places.entries()) pairs.push([line, others[index] ?? 0]);
  }
  return longestIncreasing(pairs.sort(([one], [other]) => one - other));
}

function placesOf(
  numbers: readonly number[],
  start: number,
  end: number,
): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (let line = start; line < end; line++) {
    const number = numbers[line] ?? 0;
    const known = places.get(number);
    if (known) known.push(line);
    else places.set(number, [line]);
  }
  return places;
}
