import * as vscode from 'vscode';
import { titleOf } from '../../core/view/describeFinding.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import type { PlacedFinding } from '../placements/placedFinding.ts';
import type { Placements } from '../placements/placements.ts';
import { rangeOf } from '../placements/rangeOf.ts';
import { columnForCode } from '../columnForCode.ts';
import { isShownInEditor } from '../shownFindings.ts';

/** Opens a finding's file with its lines selected. */
export async function goToFinding({ uri, placement, finding }: PlacedFinding): Promise<void> {
  if (!uri) {
    const why = placement.kind === 'gone' ? `${placement.path} is not in this folder.` : 'it has no file.';
    void vscode.window.showInformationMessage(`"${titleOf(finding, 60)}" cannot be opened: ${why}`);
    return;
  }
  if (placement.kind === 'gone') {
    const what = `The code of "${titleOf(finding, 60)}" is not in ${placement.path} any more.`;
    void vscode.window.showInformationMessage(what);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = isOnLines(placement) ? rangeOf(placement, document) : new vscode.Range(0, 0, 0, 0);
  const editor = await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(selection.start, selection.start),
    viewColumn: columnForCode(),
  });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Goes to the next or previous finding: in this file, then in the files after it, round and round. */
export async function walkFindings(placements: Placements, direction: 1 | -1): Promise<void> {
  const stops = placements
    .all()
    .filter((placed) => isOnLines(placed.placement) && isShownInEditor(placed))
    .sort(inReadingOrder);
  if (stops.length === 0) {
    void vscode.window.showInformationMessage('No security findings on any line.');
    return;
  }
  const editor = vscode.window.activeTextEditor;
  const here = { path: editor?.document.uri.toString() ?? '', line: editor?.selection.active.line ?? -1 };
  const isAfter = (placed: PlacedFinding) => compare(positionOf(placed), here) * direction > 0;
  const ordered = direction === 1 ? stops : [...stops].reverse();
  const next = ordered.find(isAfter) ?? ordered[0];
  if (next) await goToFinding(next);
}

interface Position {
  readonly path: string;
  readonly line: number;
}

function positionOf({ uri, placement }: PlacedFinding): Position {
  return { path: uri?.toString() ?? '', line: isOnLines(placement) ? placement.lines.start : 0 };
}

function compare(a: Position, b: Position): number {
  return a.path.localeCompare(b.path) || a.line - b.line;
}

function inReadingOrder(a: PlacedFinding, b: PlacedFinding): number {
  return compare(positionOf(a), positionOf(b));
}
