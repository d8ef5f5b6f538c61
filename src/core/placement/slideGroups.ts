import type { Block } from './lineMap.ts';
import { splitScore, type SplitScore } from './splitScore.ts';

const farthest = 100;

/**
 * Lines that were only added, or only taken out, can often be counted in several ways: of `A`, `x`, `A`, where there was
 * one `A`, the new lines are the first two or the last two. Slides such groups to where a person would say they are, between
 * functions and not across their ends, as git's indent heuristic does it.
 */
export function slideGroups(
  blocks: readonly Block[],
  before: readonly string[],
  after: readonly string[],
): readonly Block[] {
  const slid = [...blocks];
  for (let index = 0; index < slid.length; index++) {
    const above = slid[index];
    const below = slid[index + 1] ?? { before: before.length, after: after.length, length: 0 };
    if (!above) continue;
    const [beforeStart, afterStart] = [above.before + above.length, above.after + above.length];
    const removed = below.before - beforeStart;
    const added = below.after - afterStart;
    if (removed > 0 === added > 0) continue;
    const by =
      added > 0
        ? bestSlide(after, afterStart, below.after, above.length, below.length)
        : bestSlide(before, beforeStart, below.before, above.length, below.length);
    if (by === 0) continue;
    slid[index] = { ...above, length: above.length + by };
    if (slid[index + 1])
      slid[index + 1] = { before: below.before + by, after: below.after + by, length: below.length - by };
  }
  return slid;
}

/** How far to move the lines from `start` up to `end`: down, or up where negative. At least a line of each block remains. */
function bestSlide(
  text: readonly string[],
  start: number,
  end: number,
  lengthAbove: number,
  lengthBelow: number,
): number {
  let down = 0;
  while (down < lengthBelow - 1 && text[start + down] === text[end + down]) down++;
  let up = 0;
  while (up < lengthAbove - 1 && text[start - up - 1] === text[end - up - 1]) up++;
  const size = end - start;
  let best: number | undefined;
  let least: SplitScore | undefined;
  for (let by = Math.max(-up, down - size - 1, down - farthest); by <= down; by++) {
    const score = splitScore(text, start + by, end + by);
    if (least && score.isWorseThan(least)) continue;
    [best, least] = [by, score];
  }
  return best ?? 0;
}
