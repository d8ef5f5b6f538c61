import { leastLikeness, likenessOf, pairsOf } from './likeness.ts';
import { lineRange, type LineRange } from './lines.ts';
import type { LinePlace } from './placeLines.ts';

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

/**
 * Moves a place by one edit, without comparing texts: above an edit nothing happens, below it lines shift, and where it
 * touches the place the scanned lines are looked for at the few lines where this very edit can have left them. What is
 * gone stays gone until the texts are compared again.
 *
 * @param scanned absent while the scanned text is not here; then whatever is touched counts as changed
 * @param lineAt a line of the text after the edit; `undefined` beyond its end
 */
export function followEdit(
  place: LinePlace,
  scanned: ScannedLines | undefined,
  edit: Edit,
  lineAt: (line: number) => string | undefined,
): LinePlace {
  if (place.kind === 'gone' || edit.startLine >= place.lines.end) return place;
  const { start, end } = place.lines;
  const shift = edit.addedBreaks - (edit.endLine - edit.startLine);
  if (edit.endLine < start)
    return shift === 0
      ? place
      : { kind: kindAt(start + shift, place.kind, scanned), lines: lineRange(start + shift, end + shift) };
  const again = scanned && [start, start + shift].find((line) => isThere(scanned.text, line, lineAt));
  if (scanned && again !== undefined)
    return { kind: kindAt(again, 'moved', scanned), lines: lineRange(again, again + scanned.text.length) };
  const first = edit.startLine < start ? edit.startLine + edit.addedBreaks : start;
  const isReplaced = edit.startLine <= start && edit.endLine >= end - (edit.endCharacter > 0 ? 1 : 0);
  if (!isReplaced) return { kind: 'changed', lines: lineRange(first, Math.max(first + 1, end + shift)) };
  // All of it was overwritten, perhaps by a new version of it.
  const near = scanned && versionNear(scanned.text[0] ?? '', edit, lineAt);
  if (scanned && near === undefined) return { kind: 'gone' };
  const at = near ?? first;
  return { kind: 'changed', lines: lineRange(at, Math.max(at + 1, end + shift)) };
}

function kindAt(
  start: number,
  kind: 'exact' | 'moved' | 'changed',
  scanned: ScannedLines | undefined,
): 'exact' | 'moved' | 'changed' {
  if (kind === 'changed') return kind;
  return scanned?.lines.start === start ? 'exact' : 'moved';
}

function isThere(
  text: readonly string[],
  start: number,
  lineAt: (line: number) => string | undefined,
): boolean {
  return text.every((line, index) => lineAt(start + index) === line);
}

/** The line among those the edit wrote that is most like the one it overwrote. */
function versionNear(
  line: string,
  { startLine, addedBreaks }: Edit,
  lineAt: (line: number) => string | undefined,
): number | undefined {
  const pairs = pairsOf(line);
  let best: number | undefined;
  let most = leastLikeness;
  for (let at = startLine; at <= Math.min(startLine + addedBreaks, startLine + 100); at++) {
    const likeness = likenessOf(pairs, pairsOf(lineAt(at) ?? ''));
    if (likeness >= most && (best === undefined || likeness > most)) [best, most] = [at, likeness];
  }
  return best;
}
