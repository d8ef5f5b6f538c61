import type { Hunk, HunkLine } from './fileChange.ts';
import type { DiffFlaw } from './refusal.ts';

export interface HunkRead {
  readonly hunk: Hunk;
  /** The line after it. */
  readonly end: number;
}

/** Nothing else tells where a hunk ends, so its announced lengths have to be true. */
export interface HunkFlaw {
  readonly flaw: DiffFlaw;
  readonly line: number;
}

/** Reads the hunk whose header is at `start`. */
export function readHunk(lines: readonly string[], start: number): HunkRead | HunkFlaw {
  const header = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/.exec(lines[start] ?? '');
  if (!header) return { flaw: 'hunk', line: start };
  let oldLeft = Number(header[2] ?? 1);
  let newLeft = Number(header[4] ?? 1);
  const read: HunkLine[] = [];
  let at = start + 1;
  for (; oldLeft > 0 || newLeft > 0; at += 1) {
    const line = lines[at] ?? '';
    // Some tools leave out the space before an empty line.
    const sign = line === '\n' ? ' ' : line[0];
    if (sign === '\\' && isEndMark(line)) continue;
    if (sign !== ' ' && sign !== '-' && sign !== '+') return { flaw: 'counts', line: at };
    if (sign !== '+') oldLeft -= 1;
    if (sign !== '-') newLeft -= 1;
    if (oldLeft < 0 || newLeft < 0) return { flaw: 'counts', line: at };
    const text = line === '\n' ? line : line.slice(1);
    read.push({ sign, text: isEndMark(lines[at + 1]) ? text.replace(/\n$/, '') : text });
  }
  if (isEndMark(lines[at])) at += 1;
  if (read.every(({ sign }) => sign === ' ')) return { flaw: 'noChange', line: start };
  return { hunk: { oldStart: Number(header[1]), newStart: Number(header[3]), lines: read }, end: at };
}

/** `\ No newline at end of file`, in whatever language. */
function isEndMark(line = ''): boolean {
  return line.startsWith('\\ ') && line.length > 11;
}
