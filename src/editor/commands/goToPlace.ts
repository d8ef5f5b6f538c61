import * as vscode from 'vscode';
import { isOnLines, type Placement } from '../../core/placement/placement.ts';
import { columnForCode } from '../columnForCode.ts';
import { rangeOf } from '../placements/rangeOf.ts';

/** A place of the scan, found again. */
export interface FoundAgain {
  readonly placement: Placement;
  readonly uri?: vscode.Uri;
}

/** Opens a file with the place's lines in sight; says why where that cannot be. */
export async function goToPlace({ uri, placement }: FoundAgain): Promise<void> {
  if (placement.kind === 'gone') {
    const what = placement.because === 'file' ? `${placement.path} is` : `That line of ${placement.path} is`;
    void vscode.window.showInformationMessage(
      `${what} not in this folder${placement.because === 'file' ? '' : ' any more'}.`,
    );
  }
  if (!uri) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const range = isOnLines(placement) ? rangeOf(placement, document) : new vscode.Range(0, 0, 0, 0);
  const editor = await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(range.start, range.start),
    viewColumn: columnForCode(),
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
