import { leastLikeness, likenessOf, pairsOf } from './likeness.ts';
import type { Gap } from './lineMap.ts';

/** Lines looked at on each side of where the line would be if the gap had been stretched evenly. */
const reach = 200;

/** The line in the gap that is most like a line of the text before; `undefined` where none is like it. */
export function mostSimilarLine(
  before: readonly string[],
  line: number,
  after: readonly string[],
  { beforeStart, beforeEnd, afterStart, afterEnd }: Gap,
): number | undefined {
  const pairs = pairsOf(before[line] ?? '');
  const share = (line - beforeStart) / Math.max(1, beforeEnd - beforeStart);
  const expected = afterStart + Math.floor(share * (afterEnd - afterStart));
  let best: number | undefined;
  let most = leastLikeness;
  const first = Math.max(afterStart, expected - reach);
  const last = Math.min(afterEnd, expected + reach);
  for (let candidate = first; candidate < last; candidate++) {
    const likeness = likenessOf(pairs, pairsOf(after[candidate] ?? ''));
    const isNearer = best === undefined || Math.abs(candidate - expected) < Math.abs(best - expected);
    if (likeness > most || (likeness === most && isNearer)) [best, most] = [candidate, likeness];
  }
  return best;
}
