import { leastLikeness, likenessOf, pairsOf } from './likeness.ts';
import { lineRange, type LineRange } from './lines.ts';
import type { LinePlace } from './placeLines.ts';

/** So many lines are looked at for where several edits of one event can have left a place. */
const mostPossible = 16;

/** So many lines of what an edit wrote are looked at. */
const mostWritten = 100;

/** Longer places are not known again at once: looking for them in the many places where they could be takes too long. */
export const mostFollowed = 500;

/** One change of a text, as the editor tells it: what was replaced, counted in the text before it, and by how many line breaks. */
export interface Edit {
  readonly startLine: number;
  readonly endLine: number;
  /** 0 when the replaced text ends before the first character of its last line. */
  readonly endCharacter: number;
  readonly addedBreaks: number;
}

/** The lines that are followed, as they were when they were scanned: by their text they are known again. */
export interface ScannedLines {
  readonly lines: LineRange;
  readonly text: readonly string[];
}

/** The text after the edits; `undefined` beyond its end. */
export type LineAt = (line: number) => string | undefined;

/**
 * Moves a place by the edits of one event, without comparing texts: above an edit nothing happens, below it lines shift,
 * and where it touches the place the scanned lines are looked for at the few lines where this very edit can have left or
 * written them. Only when all edits are counted does a line's number mean the text that is there, so only then is it
 * looked at. What is gone stays gone until the texts are compared again.
 *
 * @param known absent while the scanned text is not here; then whatever is touched counts as changed
 * @param edits last one first, each counted in the text before the event, as the editor tells them
 */
export function followEdits(
  place: LinePlace,
  known: ScannedLines | undefined,
  edits: readonly Edit[],
  lineAt: LineAt,
): LinePlace {
  const scanned = known && known.text.length <= mostFollowed ? known : undefined;
  if (place.kind === 'gone') return place;
  let { start, end }: { start: number; end: number } = place.lines;
  let possible: readonly number[] = [start];
  let touching: Edit | undefined;
  let isReplaced = false;
  for (const edit of edits) {
    if (edit.startLine >= end) continue;
    const shift = edit.addedBreaks - (edit.endLine - edit.startLine);
    const isAbove = edit.endLine < start;
    if (isAbove && shift === 0) continue;
    if (isAbove) {
      possible = possible.map((line) => line + shift);
      [start, end] = [start + shift, end + shift];
      if (touching) touching = { ...touching, startLine: touching.startLine + shift };
      continue;
    }
    possible = [...new Set([...possible, ...possible.map((line) => line + shift)])].slice(0, mostPossible);
    isReplaced ||= edit.startLine <= start && edit.endLine >= end - (edit.endCharacter > 0 ? 1 : 0);
    touching = edit;
    const first = edit.startLine < start ? edit.startLine + edit.addedBreaks : start;
    [start, end] = [first, Math.max(first + 1, end + shift)];
  }
  if (!touching)
    return start === place.lines.start
      ? place
      : { kind: kindAt(start, place.kind, scanned), lines: lineRange(start, end) };
  const again =
    scanned &&
    [...possible, ...linesWritten(touching, scanned)].find((line) => isThere(scanned.text, line, lineAt));
  if (scanned && again !== undefined)
    return { kind: kindAt(again, 'moved', scanned), lines: lineRange(again, again + scanned.text.length) };
  if (!isReplaced || !scanned) return { kind: 'changed', lines: lineRange(start, end) };
  // All of it was overwritten, perhaps by a new version of it.
  const near = versionNear(scanned.text[0] ?? '', touching, lineAt);
  if (near === undefined) return { kind: 'gone' };
  return { kind: 'changed', lines: lineRange(near, Math.max(near + 1, end)) };
}

function kindAt(
  start: number,
  kind: 'exact' | 'moved' | 'changed',
  scanned: ScannedLines | undefined,
): 'exact' | 'moved' | 'changed' {
  if (kind === 'changed') return kind;
  return scanned?.lines.start === start ? 'exact' : 'moved';
}

function isThere(text: readonly string[], start: number, lineAt: LineAt): boolean {
  return text.every((line, index) => lineAt(start + index) === line);
}

/** Where the scanned lines can begin so that the edit wrote one of them, as an undo does. */
function linesWritten({ startLine, addedBreaks }: Edit, { text }: ScannedLines): readonly number[] {
  const first = Math.max(0, startLine - text.length + 1);
  const count = startLine - first + Math.min(addedBreaks, mostWritten) + 1;
  return Array.from({ length: count }, (_, index) => first + index);
}

/** The line among those the edit wrote that is most like the one it overwrote. */
function versionNear(line: string, { startLine, addedBreaks }: Edit, lineAt: LineAt): number | undefined {
  const pairs = pairsOf(line);
  let best: number | undefined;
  let most = leastLikeness;
  for (let at = startLine; at <= startLine + Math.min(addedBreaks, mostWritten); at++) {
    const likeness = likenessOf(pairs, pairsOf(lineAt(at) ?? ''));
    if (likeness >= most && (best === undefined || likeness > most)) [best, most] = [at, likeness];
  }
  return best;
}
