import * as vscode from 'vscode';
import type { ChangedFile } from '../../../core/remediation/changedFiles.ts';
import { openDocument } from './presentTexts.ts';

/**
 * All changes as one edit, which is one undo: the lines that differ, then moves, then what is new or gone. Nothing is
 * overwritten. Modes are beyond what VS Code's edits can do. `undefined` where a text is not the one the edits are for.
 */
export async function toWorkspaceEdit(
  root: vscode.Uri,
  files: readonly ChangedFile[],
): Promise<vscode.WorkspaceEdit | undefined> {
  const edit = new vscode.WorkspaceEdit();
  const uriOf = (path: string) => vscode.Uri.joinPath(root, path);
  for (const { before, edits } of files) {
    if (!before || edits.length === 0) continue;
    const uri = uriOf(before.path);
    const document = openDocument(uri) ?? (await vscode.workspace.openTextDocument(uri));
    if (document.getText() !== before.text) return undefined;
    edit.set(
      uri,
      edits.map(({ start, end, text }) =>
        vscode.TextEdit.replace(new vscode.Range(document.positionAt(start), document.positionAt(end)), text),
      ),
    );
  }
  for (const { before, after } of files)
    if (before && after && before.path !== after.path)
      edit.renameFile(uriOf(before.path), uriOf(after.path), { overwrite: false });
  for (const { before, after } of files) {
    if (after && !before)
      edit.createFile(uriOf(after.path), {
        overwrite: false,
        ignoreIfExists: false,
        contents: new TextEncoder().encode(after.text),
      });
    if (before && !after) edit.deleteFile(uriOf(before.path), { recursive: false, ignoreIfNotExists: false });
  }
  return edit;
}
