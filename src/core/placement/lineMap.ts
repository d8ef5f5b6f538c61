import { diff } from 'fast-myers-diff';
import { uniqueAnchors } from './uniqueAnchors.ts';

/** Lines that both texts have in the same order: `length` of them from `before` on are those from `after` on. */
export interface Block {
  readonly before: number;
  readonly after: number;
  readonly length: number;
}

/** What one text became in another one: lines that stayed, and between them gaps where something was changed. */
export interface LineMap {
  /** In order, not touching each other on both sides at once. */
  readonly blocks: readonly Block[];
  readonly beforeLength: number;
  readonly afterLength: number;
}

/** Two stretches that correspond to each other as wholes; ends are not included. */
export interface Gap {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** A gap with nothing to hold on to is compared line by line only up to this product of its lengths: some milliseconds. */
const mostComparisons = 4_000_000;

/**
 * Maps the lines of one text to those of another. What is the same at both ends is set aside; then lines that stand only
 * once in each text hold the rest in place, as in a patience diff, since such lines seldom mean anything but
 * themselves; what is left between them is compared by Myers' algorithm in linear space. Equal lines stay equal: a line
 * is never mapped to one with another text.
 */
export function mapLines(before: readonly string[], after: readonly string[]): LineMap {
  const [beforeIds, afterIds] = toNumbers(before, after);
  const blocks: Block[] = [];
  const whole = { beforeStart: 0, beforeEnd: before.length, afterStart: 0, afterEnd: after.length };
  // A stack, not recursion: the depth is the text's to choose. Later gaps wait below earlier ones, so blocks come in order.
  const waiting: (Gap | Block)[] = [whole];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('length' in next) append(blocks, next);
    else waiting.push(...matchGap(next, beforeIds, afterIds).reverse());
  }
  return { blocks, beforeLength: before.length, afterLength: after.length };
}

/** The line's number in the new text; `undefined` when it is not there any more. */
export function lineAfter(map: LineMap, line: number): number | undefined {
  const block = blockBefore(map, line);
  return block && line < block.before + block.length ? block.after + line - block.before : undefined;
}

/** The gap that a line without a counterpart is in. */
export function gapAround(map: LineMap, line: number): Gap {
  const index = indexBefore(map, line);
  const above = map.blocks[index];
  const below = map.blocks[index + 1];
  return {
    beforeStart: above ? above.before + above.length : 0,
    beforeEnd: below ? below.before : map.beforeLength,
    afterStart: above ? above.after + above.length : 0,
    afterEnd: below ? below.after : map.afterLength,
  };
}

function blockBefore(map: LineMap, line: number): Block | undefined {
  return map.blocks[indexBefore(map, line)];
}

/** The index of the last block that begins at the line or above it; -1 for none. */
function indexBefore({ blocks }: LineMap, line: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.before ?? Infinity) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Equal lines get equal numbers, so that comparing two lines is comparing two numbers. */
function toNumbers(
  before: readonly string[],
  after: readonly string[],
): readonly [before: Int32Array, after: Int32Array] {
  const ids = new Map<string, number>();
  const numbersOf = (lines: readonly string[]) =>
    Int32Array.from(lines, (line) => {
      const known = ids.get(line);
      if (known !== undefined) return known;
      ids.set(line, ids.size);
      return ids.size - 1;
    });
  return [numbersOf(before), numbersOf(after)];
}

/** What a gap consists of, in order: blocks that are sure, and smaller gaps to look into. */
function matchGap(gap: Gap, before: Int32Array, after: Int32Array): (Gap | Block)[] {
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
  if (beforeStart === beforeEnd || afterStart === afterEnd) return [...head, ...tail];
  const anchors = uniqueAnchors(inner, before, after);
  const middle = anchors.length > 0 ? between(inner, anchors) : compare(inner, before, after);
  return [...head, ...middle, ...tail];
}

function block(before: number, after: number, length: number): readonly Block[] {
  return length > 0 ? [{ before, after, length }] : [];
}

function between(gap: Gap, anchors: readonly Block[]): (Gap | Block)[] {
  const parts: (Gap | Block)[] = [];
  let { beforeStart, afterStart } = gap;
  for (const anchor of anchors) {
    parts.push({ beforeStart, beforeEnd: anchor.before, afterStart, afterEnd: anchor.after }, anchor);
    beforeStart = anchor.before + anchor.length;
    afterStart = anchor.after + anchor.length;
  }
  parts.push({ ...gap, beforeStart, afterStart });
  return parts;
}

function compare(gap: Gap, before: Int32Array, after: Int32Array): readonly Block[] {
  const { beforeStart, beforeEnd, afterStart, afterEnd } = gap;
  if ((beforeEnd - beforeStart) * (afterEnd - afterStart) > mostComparisons) return [];
  const blocks: Block[] = [];
  let [atBefore, atAfter] = [0, 0];
  const differences = diff(before.subarray(beforeStart, beforeEnd), after.subarray(afterStart, afterEnd));
  for (const [removedStart, removedEnd, addedStart, addedEnd] of differences) {
    blocks.push(...block(beforeStart + atBefore, afterStart + atAfter, removedStart - atBefore));
    if (removedStart - atBefore !== addedStart - atAfter) throw new Error('a difference out of step');
    [atBefore, atAfter] = [removedEnd, addedEnd];
  }
  const rest = beforeEnd - beforeStart - atBefore;
  blocks.push(...block(beforeStart + atBefore, afterStart + atAfter, rest));
  return blocks;
}

/** Adds a block, as one with the block before where they touch. */
function append(blocks: Block[], next: Block): void {
  const last = blocks.at(-1);
  if (last && last.before + last.length === next.before && last.after + last.length === next.after) {
    blocks[blocks.length - 1] = { ...last, length: last.length + next.length };
  } else {
    blocks.push(next);
  }
}
