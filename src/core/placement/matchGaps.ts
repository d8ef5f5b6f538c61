import { compareGap, type Effort } from './compareGap.ts';
import { evenAnchors } from './evenAnchors.ts';
import type { Block, Gap } from './lineMap.ts';
import type { LineNumbers } from './lineNumbers.ts';
import { countersFor, uniqueAnchors, type Counters } from './uniqueAnchors.ts';

/**
 * How often each line may be looked at, on average; files as people write them need a few looks. Short texts may be looked at
 * as often as those of ten thousand lines, which takes some milliseconds.
 */
const looksPerLine = 8;
const fewestLooks = 150_000;

/** Finds the lines that two texts have in common, in order. Whatever the texts are, it ends within some milliseconds. */
export function matchGaps(numbers: LineNumbers, effort: Effort = effortFor(numbers)): readonly Block[] {
  const { before, after } = numbers;
  const counters = countersFor(numbers);
  const blocks: Growing[] = [];
  const whole = { beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length };
  // A stack, not recursion: the depth is the text's to choose. Later gaps wait below earlier ones, so blocks come in order.
  const waiting: (Gap | Block)[] = [whole];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('length' in next) append(blocks, next);
    else waiting.push(...matchGap(next, numbers, counters, effort).reverse());
  }
  return blocks;
}

export function effortFor({ before, after }: LineNumbers): Effort {
  return { left: Math.max(fewestLooks, looksPerLine * (before.length + after.length)) };
}

/** What a gap consists of, in order: blocks that are sure, and smaller gaps to look into. */
function matchGap(gap: Gap, numbers: LineNumbers, counters: Counters, effort: Effort): (Gap | Block)[] {
  const { before, after } = numbers;
  let { beforeStart, beforeEnd, afterStart, afterEnd } = gap;
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeStart] === after[afterStart]) {
    beforeStart++;
    afterStart++;
  }
  while (beforeStart < beforeEnd && afterStart < afterEnd && before[beforeEnd - 1] === after[afterEnd - 1]) {
    beforeEnd--;
    afterEnd--;
  }
  const head = block(gap.beforeStart, gap.afterStart, beforeStart - gap.beforeStart);
  const tail = block(beforeEnd, afterEnd, gap.beforeEnd - beforeEnd);
  const inner = { beforeStart, beforeEnd, afterStart, afterEnd };
  if (beforeStart === beforeEnd || afterStart === afterEnd || effort.left <= 0) return [...head, ...tail];
  effort.left -= beforeEnd - beforeStart + afterEnd - afterStart;
  const anchors = uniqueAnchors(inner, numbers, counters);
  const middle =
    anchors.length > 0
      ? between(inner, anchors)
      : (compareGap(inner, numbers, counters, effort) ?? between(inner, evenAnchors(inner, numbers)));
  return [...head, ...middle, ...tail];
}

function block(before: number, after: number, length: number): readonly Block[] {
  return length > 0 ? [{ before, after, length }] : [];
}

function between(gap: Gap, anchors: readonly Block[]): readonly (Gap | Block)[] {
  if (anchors.length === 0) return [];
  const parts: (Gap | Block)[] = [];
  let { beforeStart, afterStart } = gap;
  for (const anchor of anchors) {
    if (anchor.before > beforeStart && anchor.after > afterStart)
      parts.push({ beforeStart, beforeEnd: anchor.before, afterStart, afterEnd: anchor.after });
    parts.push(anchor);
    beforeStart = anchor.before + anchor.length;
    afterStart = anchor.after + anchor.length;
  }
  parts.push({ ...gap, beforeStart, afterStart });
  return parts;
}

/** Adds a block, as one with the block before where they touch. */
function append(blocks: Growing[], { before, after, length }: Block): void {
  const last = blocks.at(-1);
  if (last && last.before + last.length === before && last.after + last.length === after)
    last.length += length;
  else blocks.push({ before, after, length });
}

type Growing = { -readonly [Key in keyof Block]: Block[Key] };
