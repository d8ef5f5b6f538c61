import * as vscode from 'vscode';
import { decodeFile } from '../../core/placement/decodeFile.ts';
import { lineRange } from '../../core/placement/lines.ts';
import { notebookCells, type CellLine } from '../../core/placement/notebookCells.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import { cellScheme } from './cellScheme.ts';
import { longestReadHere } from './isLong.ts';
import type { FindingPlaces } from './findingPlaces.ts';
import type { FindingPlace } from './findingPlace.ts';
import type { TextThread } from './textThread.ts';

/**
 * Puts findings of open notebooks into their cells: a scanner reads a notebook's file, but VS Code shows its cells, each
 * a document of its own.
 *
 * @param before where findings were, which is better known of a notebook with changes that are not on disk
 */
export async function intoCells(
  placed: readonly FindingPlace[],
  before: FindingPlaces,
  thread: TextThread,
  signal: AbortSignal,
): Promise<readonly FindingPlace[]> {
  const notebooks = new Map(
    vscode.workspace.notebookDocuments.map((notebook) => [notebook.uri.toString(), notebook]),
  );
  if (notebooks.size === 0) return placed;
  const cells = new Map<string, readonly CellLine[]>();
  const read = async (text: string) =>
    text.length > longestReadHere
      ? ((await thread.run('notebookCells', [text], undefined, signal)) ?? [])
      : notebookCells(text);
  const found: FindingPlace[] = [];
  for (const entry of placed) {
    const notebook = notebooks.get(entry.uri?.toString() ?? '');
    if (!notebook || !isOnLines(entry.placement)) {
      found.push(entry);
      continue;
    }
    const last = before.get(entry.finding.key);
    if (notebook.isDirty && last?.uri?.scheme === cellScheme) {
      found.push({ ...entry, uri: last.uri, placement: last.placement });
      continue;
    }
    const id = notebook.uri.toString();
    const lines = cells.get(id) ?? (await cellsOf(notebook.uri, read));
    cells.set(id, lines);
    found.push(inCell(entry, notebook, lines) ?? entry);
  }
  return found;
}

/** The cells of a notebook as it is on disk. */
export async function cellsOf(
  uri: vscode.Uri,
  read: (text: string) => readonly CellLine[] | Promise<readonly CellLine[]> = notebookCells,
): Promise<readonly CellLine[]> {
  try {
    return await read(decodeFile(await vscode.workspace.fs.readFile(uri)) ?? '');
  } catch {
    return [];
  }
}

function inCell(
  entry: FindingPlace,
  notebook: vscode.NotebookDocument,
  cells: readonly CellLine[],
): FindingPlace | undefined {
  const { placement } = entry;
  if (!isOnLines(placement)) return undefined;
  const { start, end } = placement.lines;
  const lines = cells.filter(({ fileLine }) => fileLine >= start && fileLine < end);
  const first = lines[0];
  if (!first || first.cell >= notebook.cellCount) return undefined;
  const { document } = notebook.cellAt(first.cell);
  const own = lines.filter(({ cell }) => cell === first.cell);
  // What the editor shows may be newer than the file.
  const isSame = own.every(
    ({ line, text }) => line < document.lineCount && document.lineAt(line).text === text.replace(/\r$/, ''),
  );
  if (!isSame) return undefined;
  const last = own.at(-1) ?? first;
  return {
    ...entry,
    uri: document.uri,
    placement: { ...placement, lines: lineRange(first.line, last.line + 1), cell: first.cell },
  };
}
