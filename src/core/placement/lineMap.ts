import { toNumbers } from './lineNumbers.ts';
import { matchGaps } from './matchGaps.ts';
import { slideGroups } from './slideGroups.ts';

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

/**
 * Maps the lines of one text to those of another. What is the same at both ends is set aside; then lines that stand only
 * once in each text hold the rest in place, as in a patience diff, since such lines seldom mean anything but
 * themselves; what is left between them is compared by Myers' algorithm in linear space. Equal lines stay equal: a line
 * is never mapped to one with another text. The way back is the same way: where there are several equally good maps, the one
 * that is chosen does not depend on which text came first.
 */
export function mapLines(before: readonly string[], after: readonly string[]): LineMap {
  const isBack = comesLater(before, after);
  const blocks = isBack ? commonLines(after, before).map(turned) : commonLines(before, after);
  return { blocks, beforeLength: before.length, afterLength: after.length };
}

function commonLines(before: readonly string[], after: readonly string[]): readonly Block[] {
  return slideGroups(matchGaps(toNumbers(before, after)), before, after);
}

/** Some order of texts, whatever it is: the shorter one first. */
function comesLater(text: readonly string[], other: readonly string[]): boolean {
  if (text.length !== other.length) return text.length > other.length;
  const differing = text.findIndex((line, index) => line !== other[index]);
  return differing >= 0 && (text[differing] ?? '') > (other[differing] ?? '');
}

function turned({ before, after, length }: Block): Block {
  return { before: after, after: before, length };
}

/** The line's number in the new text; `undefined` when it is not there any more. */
export function lineAfter(map: LineMap, line: number): number | undefined {
  const block = map.blocks[lastFrom(map.blocks, 'before', line)];
  return block && line < block.before + block.length ? block.after + line - block.before : undefined;
}

/** The line's number in the old text; `undefined` when it was not there. */
export function lineBefore({ blocks }: LineMap, line: number): number | undefined {
  const block = blocks[lastFrom(blocks, 'after', line)];
  return block && line < block.after + block.length ? block.before + line - block.after : undefined;
}

/** The gap that a line without a counterpart is in. */
export function gapAround(map: LineMap, line: number): Gap {
  const index = lastFrom(map.blocks, 'before', line);
  const above = map.blocks[index];
  const below = map.blocks[index + 1];
  return {
    beforeStart: above ? above.before + above.length : 0,
    beforeEnd: below ? below.before : map.beforeLength,
    afterStart: above ? above.after + above.length : 0,
    afterEnd: below ? below.after : map.afterLength,
  };
}

/** The index of the last block that begins at the line or above it; -1 for none. */
function lastFrom(blocks: readonly Block[], side: 'before' | 'after', line: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.[side] ?? Infinity) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
