import { mostSimilarLine } from './mostSimilarLine.ts';
import { gapAround, lineAfter, mapLines, type LineMap } from './lineMap.ts';
import { isPlain, lineRange, type LineRange } from './lines.ts';
import { relocate } from './relocate.ts';

/** Where lines of the scanned text are in the present one. */
export type LinePlace =
  /** `exact`: the very same lines under the same numbers; `moved`: under others; `changed`: what has become of them. */
  { readonly kind: 'exact' | 'moved' | 'changed'; readonly lines: LineRange } | { readonly kind: 'gone' };

/** Two texts of one file, and which lines of the one are which of the other. */
export interface ComparedTexts {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly map: LineMap;
}

export function compareTexts(before: readonly string[], after: readonly string[]): ComparedTexts {
  return { before, after, map: mapLines(before, after) };
}

/**
 * Follows lines from the scanned text into the present one. Only lines whose text is the same, every one of them and
 * nothing between them, are `exact` or `moved`; what was edited is `changed`, at the lines that most resemble it; what has
 * nothing resembling it in its place is `gone`.
 */
export function placeLines(texts: ComparedTexts, lines: LineRange): LinePlace {
  const { before, map } = texts;
  if (lines.start >= before.length) return { kind: 'gone' };
  const end = Math.min(lines.end, before.length);
  const length = end - lines.start;
  const first = unbroken(texts, lines.start, length);
  if (first !== undefined) return standing(lines.start, first, length);
  const elsewhere = relocate(texts, lines.start, length);
  if (elsewhere !== undefined) return standing(lines.start, elsewhere, length);
  return partly(map, lines.start, end) ?? edited(texts, lines.start, length);
}

function standing(before: number, after: number, length: number): LinePlace {
  return { kind: before === after ? 'exact' : 'moved', lines: lineRange(after, after + length) };
}

/** Where all of the lines are, one below the other. A bracket among them may have been taken for another one. */
function unbroken({ before, after, map }: ComparedTexts, start: number, length: number): number | undefined {
  const lines = Array.from({ length }, (_, index) => start + index);
  const sure = lines.find((line) => !isPlain(before[line])) ?? start;
  const there = lineAfter(map, sure);
  if (there === undefined) return undefined;
  const shift = there - sure;
  const isThere = (line: number) =>
    lineAfter(map, line) === line + shift || (isPlain(before[line]) && after[line + shift] === before[line]);
  return lines.every(isThere) ? start + shift : undefined;
}

/** Some of the lines are still there: from the first to the last of them, and what stands in the others' place. */
function partly(map: LineMap, start: number, end: number): LinePlace | undefined {
  let first: number | undefined;
  let last: number | undefined;
  for (let line = start; line < end; line++) {
    const after = lineAfter(map, line);
    if (after === undefined) continue;
    first ??= lineAfter(map, start) ?? Math.max(gapAround(map, start).afterStart, after - (line - start));
    last = after;
  }
  if (first === undefined || last === undefined) return undefined;
  const missing = end - 1;
  const below = lineAfter(map, missing) === undefined ? gapAround(map, missing) : undefined;
  const until =
    below && below.afterStart > last
      ? Math.min(below.afterEnd, last + 1 + below.beforeEnd - below.beforeStart)
      : last + 1;
  return { kind: 'changed', lines: lineRange(first, Math.max(until, first + 1)) };
}

/** None of the lines is there: their place is the line, among those that came instead, that most resembles the first of them. */
function edited({ before, after, map }: ComparedTexts, start: number, length: number): LinePlace {
  const gap = gapAround(map, start);
  const added = gap.afterEnd - gap.afterStart;
  const isRewrite = added === gap.beforeEnd - gap.beforeStart && added <= length;
  const place = isRewrite
    ? gap.afterStart + start - gap.beforeStart
    : mostSimilarLine(before, start, after, gap);
  if (place === undefined) return { kind: 'gone' };
  return { kind: 'changed', lines: lineRange(place, Math.min(place + length, gap.afterEnd)) };
}
