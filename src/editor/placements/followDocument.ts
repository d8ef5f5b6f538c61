import type * as vscode from 'vscode';
import { followEdits, mostFollowed, type Edit, type ScannedLines } from '../../core/placement/followEdits.ts';
import { toLineRange } from '../../core/placement/lines.ts';
import { isOnLines, type Placement } from '../../core/placement/placement.ts';
import type { FindingPlace } from './findingPlace.ts';

interface RememberedLines extends ScannedLines {
  readonly commit: string;
}

/** By finding. */
export type Remembered = ReadonlyMap<string, RememberedLines>;

/**
 * Remembers what the lines of a document's findings say, while it is open and they are where they were scanned: by that
 * they are known again after an edit, an undo too.
 */
export function rememberLines(
  document: vscode.TextDocument,
  placed: readonly FindingPlace[],
  before: Remembered | undefined,
): Remembered {
  const remembered = new Map<string, RememberedLines>();
  for (const { finding, placement, scan } of placed) {
    const { location } = finding;
    if (placement.kind !== 'exact' && placement.kind !== 'moved') {
      // Of lines that have changed or gone it is known what they were, if the same scan saw them.
      const last = before?.get(finding.key);
      if (last?.commit === scan.commit) remembered.set(finding.key, last);
      continue;
    }
    if (location.kind !== 'code' || location.startLine === undefined) continue;
    if (placement.lines.end - placement.lines.start > mostFollowed) continue;
    const text: string[] = [];
    const end = Math.min(placement.lines.end, document.lineCount);
    for (let line: number = placement.lines.start; line < end; line++) text.push(document.lineAt(line).text);
    const { startLine, endLine } = location;
    const lines = toLineRange({ startLine, ...(endLine !== undefined && { endLine }) });
    if (text.length > 0) remembered.set(finding.key, { lines, text, commit: scan.commit });
  }
  return remembered;
}

/** An event's edits as the core counts them. */
export function editsOf({ contentChanges }: vscode.TextDocumentChangeEvent): readonly Edit[] {
  return contentChanges.map(({ range, text }) => ({
    startLine: range.start.line,
    endLine: range.end.line,
    endCharacter: range.end.character,
    addedBreaks: breaksIn(text),
  }));
}

/** Moves a placement by the edits of one event; gives the very same object where nothing is to be moved. */
export function followInDocument(
  placed: FindingPlace,
  remembered: ScannedLines | undefined,
  edits: readonly Edit[],
  document: vscode.TextDocument,
): FindingPlace {
  const { placement } = placed;
  if (!isOnLines(placement)) return placed;
  const lineAt = (line: number) => (line < document.lineCount ? document.lineAt(line).text : undefined);
  const after = moved(placement, followEdits(placement, remembered, edits, lineAt));
  return after === placement ? placed : { ...placed, placement: after };
}

function moved(
  before: Extract<Placement, { readonly lines: unknown }>,
  place: ReturnType<typeof followEdits>,
): Placement {
  const { path, via, cell } = before;
  if (place.kind === 'gone') return { kind: 'gone', path, because: 'code' };
  const isSame = place.kind === before.kind && place.lines === before.lines;
  if (isSame) return before;
  const common = { path, lines: place.lines, ...(via && { via }), ...(cell !== undefined && { cell }) };
  if (place.kind !== 'changed')
    return { ...common, kind: place.kind, ...(before.columns && { columns: before.columns }) };
  const because = before.kind === 'changed' ? before.because : 'edited';
  return { ...common, kind: 'changed', because };
}

function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  // A document has one kind of line end; a lone carriage return can come with a paste.
  return count > 0 ? count : (text.match(/\r/g)?.length ?? 0);
}
