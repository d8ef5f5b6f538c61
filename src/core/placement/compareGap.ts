import { diff } from 'fast-myers-diff';
import type { Block, Gap } from './lineMap.ts';
import type { LineNumbers } from './lineNumbers.ts';

/** What may still be spent on two texts, in comparisons of two lines. */
export interface Effort {
  left: number;
}

/**
 * Compares a gap line by line with Myers' algorithm, in linear space. What that costs depends on how much differs, so it is
 * found out by trying: `undefined` when it takes more than half of what is left, so that one hopeless place does not spoil
 * what comes after it.
 */
export function compareGap(
  gap: Gap,
  { before, after }: LineNumbers,
  effort: Effort,
): readonly Block[] | undefined {
  // Lines that the other side has nowhere are no question, and would be most of the work.
  const lines = shared(before, gap.beforeStart, gap.beforeEnd, after.subarray(gap.afterStart, gap.afterEnd));
  const others = shared(after, gap.afterStart, gap.afterEnd, before.subarray(gap.beforeStart, gap.beforeEnd));
  if (lines.length === 0) return [];
  const reserve = Math.floor(effort.left / 2);
  const isSame = (index: number, other: number) => {
    if (--effort.left < reserve) throw new TooMuch();
    return before[lines[index] ?? -1] === after[others[other] ?? -2];
  };
  try {
    return common(lines, others, isSame);
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}

class TooMuch extends Error {}

/** The lines of a stretch that are somewhere in the other one. */
function shared(numbers: Int32Array, start: number, end: number, others: Int32Array): readonly number[] {
  const known = new Set(others);
  const lines: number[] = [];
  for (let line = start; line < end; line++) if (known.has(numbers[line] ?? -1)) lines.push(line);
  return lines;
}

/** What lies between the differences. */
function common(
  lines: readonly number[],
  others: readonly number[],
  isSame: (index: number, other: number) => boolean,
): readonly Block[] {
  const blocks: Block[] = [];
  let [at, atOther] = [0, 0];
  const addUntil = (end: number) => {
    for (; at < end; at++, atOther++)
      blocks.push({ before: lines[at] ?? 0, after: others[atOther] ?? 0, length: 1 });
  };
  for (const [removedStart, removedEnd, addedStart, addedEnd] of diff(lines, others, isSame)) {
    addUntil(removedStart);
    if (atOther !== addedStart) throw new Error('a difference out of step');
    [at, atOther] = [removedEnd, addedEnd];
  }
  addUntil(lines.length);
  return blocks;
}
