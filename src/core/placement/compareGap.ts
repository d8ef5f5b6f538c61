import { diff } from 'fast-myers-diff';
import type { Block, Gap } from './lineMap.ts';
import type { LineNumbers } from './lineNumbers.ts';
import type { Counters } from './uniqueAnchors.ts';

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
  counters: Counters,
  effort: Effort,
): readonly Block[] | undefined {
  const { beforeStart, beforeEnd, afterStart, afterEnd } = gap;
  // Lines that the other side has nowhere are no question, and would be most of the work.
  const lines = shared(before, beforeStart, beforeEnd, after, afterStart, afterEnd, counters.timesAfter);
  if (lines.length === 0) return [];
  const others = shared(after, afterStart, afterEnd, before, beforeStart, beforeEnd, counters.timesBefore);
  const numbers = lines.map((line) => before[line] ?? -1);
  const otherNumbers = others.map((line) => after[line] ?? -1);
  const reserve = Math.floor(effort.left / 2);
  const isSame = (index: number, other: number) => {
    if (--effort.left < reserve) throw new TooMuch();
    return numbers[index] === otherNumbers[other];
  };
  try {
    return common(lines, others, isSame);
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}

class TooMuch extends Error {}

/** The lines of a stretch that are somewhere in the other one; marked in counters that are all zero, and are left so. */
function shared(
  numbers: readonly number[],
  start: number,
  end: number,
  others: readonly number[],
  otherStart: number,
  otherEnd: number,
  marks: number[],
): readonly number[] {
  for (let line = otherStart; line < otherEnd; line++) marks[others[line] ?? 0] = 1;
  const lines: number[] = [];
  for (let line = start; line < end; line++) if (marks[numbers[line] ?? 0] === 1) lines.push(line);
  for (let line = otherStart; line < otherEnd; line++) marks[others[line] ?? 0] = 0;
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
