import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../core/base/disposable.ts';
import { atCursor } from './commands/targets.ts';
import type { Placements } from './placements/placements.ts';

/**
 * Tells key bindings whether the cursor is on a line with a finding, so that one key each settles it. From memory, and
 * written only when it changes: it is asked at every move of the cursor.
 */
export function followCursor(placements: Placements): Disposable {
  const own = new DisposableStore();
  let written = false;
  const update = () => {
    const editor = vscode.window.activeTextEditor;
    const isThere = atCursor(placements, editor).length > 0;
    if (isThere === written) return;
    written = isThere;
    void vscode.commands.executeCommand('setContext', 'gitlabSecurity.atFinding', isThere);
  };
  own.add(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) update();
    }),
  );
  own.add(vscode.window.onDidChangeActiveTextEditor(update));
  own.add(placements.onDidChange(update));
  return own;
}
