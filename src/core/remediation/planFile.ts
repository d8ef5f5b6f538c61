import { applyDiff } from './applyDiff.ts';
import { carryOver, type Edit } from './carryOver.ts';
import type { FileChange } from './fileChange.ts';
import { withEndingsOf } from './lineEndings.ts';
import type { Rename } from './plan.ts';
import { isRefusal, type Refusal } from './refusal.ts';

/** The texts of a diff's files. */
export interface Texts {
  /** As they were scanned. */
  readonly scanned: ReadonlyMap<string, string>;
  /** As they are now; `undefined` for what is there but cannot be read as text. What is not there is missing. */
  readonly present: ReadonlyMap<string, string | undefined>;
}

/** What is to be done to one file. */
export interface FilePlan {
  readonly edits?: readonly Edit[];
  readonly creation?: string;
  readonly isDeletion?: true;
  readonly rename?: Rename;
}

/** What one file's part of a diff comes to in the present text; a refusal also where nothing is left to do. */
export function planFile(change: FileChange, texts: Texts): FilePlan | Refusal {
  const { kind, from, to } = change;
  const { present } = texts;
  if (kind === 'create') {
    const text = applyDiff(change, '');
    if (isRefusal(text)) return text;
    const there = present.get(to);
    if (!present.has(to)) return { creation: text };
    return there !== undefined && withEndingsOf(there, text) === there
      ? done
      : { reason: 'exists', path: to };
  }
  const scanned = texts.scanned.get(from);
  if (scanned === undefined) return { reason: 'unscanned', path: from };
  const fixed = applyDiff(withoutMark(change), withoutByteOrderMark(scanned));
  if (isRefusal(fixed)) return fixed;
  if (kind === 'delete') return planDeletion(from, scanned, fixed, present);
  if (kind === 'modify') return planEdits(from, scanned, fixed, present);
  return kind === 'rename'
    ? planRename(change, scanned, fixed, present)
    : planCopy(change, scanned, fixed, present);
}

const done: Refusal = { reason: 'alreadyApplied' };

type Present = Texts['present'];

function planDeletion(path: string, scanned: string, fixed: string, present: Present): FilePlan | Refusal {
  if (fixed !== '') return { reason: 'doesNotApply', path, hunk: 0 };
  if (!present.has(path)) return done;
  const there = present.get(path);
  if (there === undefined) return { reason: 'unreadable', path };
  if (withEndingsOf(there, withoutByteOrderMark(scanned)) === withoutByteOrderMark(there))
    return { isDeletion: true };
  const edited = carryOver(withoutByteOrderMark(scanned), '', there);
  return { reason: 'conflict', path, conflicts: edited.kind === 'conflict' ? edited.conflicts : [] };
}

function planEdits(path: string, scanned: string, fixed: string, present: Present): FilePlan | Refusal {
  if (!present.has(path)) return { reason: 'missing', path };
  const there = present.get(path);
  if (there === undefined) return { reason: 'unreadable', path };
  if (there === fixed && there !== scanned) return done;
  const mark = there.startsWith(byteOrderMark) ? byteOrderMark : '';
  const [base, wanted] = asPresent(withoutByteOrderMark(scanned), fixed, there);
  const carried = carryOver(mark + base, mark + wanted, there);
  if (carried.kind === 'merged') return { edits: carried.edits };
  return carried.kind === 'conflict'
    ? { reason: 'conflict', path, conflicts: carried.conflicts }
    : { reason: carried.kind };
}

function planRename(
  { from, to }: FileChange,
  scanned: string,
  fixed: string,
  present: Present,
): FilePlan | Refusal {
  const there = present.get(to);
  if (!present.has(from) && there !== undefined) {
    const [, wanted] = asPresent(scanned, fixed, there);
    return wanted === there ? done : { reason: 'missing', path: from };
  }
  // The same file under another case of letters is in nobody's way.
  if (present.has(to) && from.toLowerCase() !== to.toLowerCase()) return { reason: 'exists', path: to };
  const inside = planEdits(from, scanned, fixed, present);
  if (isRefusal(inside) && inside.reason !== 'noChange' && inside.reason !== 'alreadyApplied') return inside;
  return isRefusal(inside) ? { rename: { from, to } } : { ...inside, rename: { from, to } };
}

/** A copy is one of the file as it is now, with what is changed in it. */
function planCopy(
  { from, to }: FileChange,
  scanned: string,
  fixed: string,
  present: Present,
): FilePlan | Refusal {
  const there = present.get(from);
  if (!present.has(from)) return { reason: 'missing', path: from };
  if (there === undefined) return { reason: 'unreadable', path: from };
  const [base, wanted] = asPresent(scanned, fixed, there);
  const carried = carryOver(base, wanted, there);
  if (carried.kind === 'conflict') return { reason: 'conflict', path: from, conflicts: carried.conflicts };
  const text = carried.kind === 'merged' ? carried.text : there;
  if (!present.has(to)) return { creation: text };
  return present.get(to) === text ? done : { reason: 'exists', path: to };
}

/** Both sides of the change with the line endings that the file has here, unless it is as it was scanned. */
function asPresent(scanned: string, fixed: string, there: string): readonly [string, string] {
  return scanned === there ? [scanned, fixed] : [withEndingsOf(there, scanned), withEndingsOf(there, fixed)];
}

const byteOrderMark = '\ufeff';

/** A text as the editor has it does not include the mark, whereas a diff that touches the first line does. */
function withoutByteOrderMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text;
}

function withoutMark(change: FileChange): FileChange {
  const hunks = change.hunks.map((hunk) =>
    hunk.oldStart > 1
      ? hunk
      : { ...hunk, lines: hunk.lines.map((line) => ({ ...line, text: withoutByteOrderMark(line.text) })) },
  );
  return { ...change, hunks };
}
