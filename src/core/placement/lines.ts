import type { Line1 } from '../model/location.ts';

/** A line as the editor counts it: from 0. */
export type Line0 = number & { readonly line0: unique symbol };

/** Whole lines as the editor counts them: from 0, the end not included. Never empty. */
export interface LineRange {
  readonly start: Line0;
  readonly end: Line0;
}

/** Lines as a report counts them: from 1, the last one included. */
export interface ReportedLines {
  readonly startLine: Line1;
  readonly endLine?: Line1;
}

/** The same lines in the editor's way of counting; an end before the start is no end. */
export function toLineRange({ startLine, endLine }: ReportedLines): LineRange {
  const last = endLine !== undefined && endLine >= startLine ? endLine : startLine;
  return lineRange(startLine - 1, last);
}

export function lineRange(start: number, end: number): LineRange {
  return { start: start as Line0, end: end as Line0 };
}

/** Splits as VS Code does, so that line numbers agree whatever ends the lines. */
export function splitLines(text: string): readonly string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
}

/** Without a letter or digit: one bracket is like the other, so which of them is which does not matter. */
export function isPlain(line = ''): boolean {
  return !/[\p{L}\p{N}]/u.test(line);
}
