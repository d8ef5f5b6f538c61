import * as vscode from 'vscode';
import { isOnLines, type Placement } from '../../core/placement/placement.ts';
import { columnForCode } from '../columnForCode.ts';
import { cellScheme } from '../placements/cellScheme.ts';
import { rangeOf } from '../placements/rangeOf.ts';
import { notify } from '../notify.ts';
import { plainLine } from '../../core/view/plainText.ts';

/** A place of the scan, found again. */
export interface FoundAgain {
  readonly placement: Placement;
  readonly uri?: vscode.Uri;
}

/** Opens a file with the place's lines in sight; says why where that cannot be. */
export async function goToPlace({ uri, placement }: FoundAgain): Promise<void> {
  if (placement.kind === 'gone') {
    const what =
      placement.because === 'file'
        ? `${plainLine(placement.path)} is not in this folder; the finding’s details say where the scan saw it.`
        : `The flagged code is not in ${plainLine(placement.path)} any more; the next pipeline tells whether that was the fix.`;
    void notify.information(what);
  }
  if (!uri) return;
  if (uri.scheme === cellScheme || uri.path.endsWith('.ipynb')) return goToCell(uri, placement);
  const document = await vscode.workspace.openTextDocument(uri);
  const range = isOnLines(placement) ? rangeOf(placement, document) : new vscode.Range(0, 0, 0, 0);
  const editor = await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(range.start, range.start),
    viewColumn: columnForCode(),
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Opens a notebook with the cell in sight, and the line where the notebook was open before. */
async function goToCell(uri: vscode.Uri, placement: Placement): Promise<void> {
  const { notebookDocuments } = vscode.workspace;
  const open = notebookDocuments.find((each) =>
    each.getCells().some(({ document }) => document.uri.toString() === uri.toString()),
  );
  const notebook = open ?? (await vscode.workspace.openNotebookDocument(uri));
  const line = isOnLines(placement) ? placement.lines.start : 0;
  const cell = placement.path !== undefined && 'cell' in placement ? placement.cell : undefined;
  const { cellsOf } = await import('../placements/intoCells.ts');
  const index = cell ?? (await cellsOf(notebook.uri)).find(({ fileLine }) => fileLine >= line)?.cell ?? 0;
  const range = new vscode.NotebookRange(index, index + 1);
  const editor = await vscode.window.showNotebookDocument(notebook, {
    selections: [range],
    viewColumn: columnForCode(),
  });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
