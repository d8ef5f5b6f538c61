import { linesWithEnds } from './fileChange.ts';
import type { Conflict, Stretch } from './refusal.ts';
import { sureLines } from './sureLines.ts';

/** Replaces the characters from `start` up to `end` of the present text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What becomes of a change in a text that has changed meanwhile. */
export type CarriedOver =
  | { readonly kind: 'merged'; readonly text: string; readonly edits: readonly Edit[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  | { readonly kind: 'alreadyApplied' | 'noChange' };

/** Lines between two that all three texts have. */
interface Chunk {
  readonly base: Stretch;
  readonly fixed: Stretch;
  readonly present: Stretch;
}

/**
 * Carries the change from `base` to `fixed` over to what `base` has become: a merge of three texts. Where only one of them
 * differs from `base`, or both in the same way, there is no question; where both differ, even in lines next to each other,
 * it is a conflict, since nobody has seen these lines together.
 */
export function carryOver(base: string, fixed: string, present: string): CarriedOver {
  if (base === fixed) return { kind: 'noChange' };
  const [old, wanted, now] = [base, fixed, present].map(linesWithEnds) as [Lines, Lines, Lines];
  const conflicts: Conflict[] = [];
  const replaced: Replaced[] = [];
  for (const chunk of chunksOf(old, wanted, now)) {
    const before = cut(old, chunk.base);
    const after = cut(wanted, chunk.fixed);
    const there = cut(now, chunk.present);
    if (areSame(before, after) || areSame(after, there)) continue;
    if (areSame(before, there)) replaced.push(trimmed(chunk.present, there, after));
    else conflicts.push({ fixed: chunk.fixed, present: chunk.present });
  }
  if (conflicts.length > 0) return { kind: 'conflict', conflicts };
  if (replaced.length === 0) return { kind: 'alreadyApplied' };
  const offsets = offsetsOf(now);
  const edits = replaced.map(({ lines, by }) => {
    const { start, end } = lines;
    return { start: offsets[start] ?? 0, end: offsets[end] ?? present.length, text: by.join('') };
  });
  return { kind: 'merged', text: withEdits(present, edits), edits };
}

type Lines = readonly string[];

interface Replaced {
  readonly lines: Stretch;
  readonly by: Lines;
}

/** Without the lines at both ends that stay as they are. */
function trimmed({ start, end }: Stretch, there: Lines, by: Lines): Replaced {
  const most = Math.min(there.length, by.length);
  let head = 0;
  while (head < most && there[head] === by[head]) head += 1;
  let tail = 0;
  while (tail < most - head && there.at(-1 - tail) === by.at(-1 - tail)) tail += 1;
  return { lines: { start: start + head, end: end - tail }, by: by.slice(head, by.length - tail) };
}

/** The text after edits that are in order and do not overlap. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join('') + text.slice(at);
}

function chunksOf(old: Lines, wanted: Lines, now: Lines): readonly Chunk[] {
  const fixedLines = sureLines(old, wanted);
  const presentLines = sureLines(old, now);
  const chunks: Chunk[] = [];
  let [base, fixed, present] = [0, 0, 0];
  for (let line = 0; line <= old.length; line += 1) {
    const fixedLine = line < old.length ? (fixedLines[line] ?? -1) : wanted.length;
    const presentLine = line < old.length ? (presentLines[line] ?? -1) : now.length;
    if (fixedLine < 0 || presentLine < 0) continue;
    if (fixedLine > fixed || presentLine > present)
      chunks.push({
        base: { start: base, end: line },
        fixed: { start: fixed, end: fixedLine },
        present: { start: present, end: presentLine },
      });
    [base, fixed, present] = [line + 1, fixedLine + 1, presentLine + 1];
  }
  return chunks;
}

function cut(lines: Lines, { start, end }: Stretch): Lines {
  return lines.slice(start, end);
}

function areSame(lines: Lines, others: Lines): boolean {
  return lines.length === others.length && lines.every((line, index) => line === others[index]);
}

/** Where each line begins, and where the last one ends. */
function offsetsOf(lines: Lines): readonly number[] {
  let offset = 0;
  return [0, ...lines.map((line) => (offset += line.length))];
}
