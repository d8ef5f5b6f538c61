import * as vscode from 'vscode';
import type { ChangedFile } from '../../../core/remediation/changedFiles.ts';

/** Leaves the user at the first line that has changed. */
export async function showFirstChange(root: string, files: readonly ChangedFile[]): Promise<void> {
  const changed = files.find(({ after }) => after);
  if (!changed?.after) return;
  const uri = vscode.Uri.joinPath(vscode.Uri.parse(root), changed.after.path);
  const document = await vscode.workspace.openTextDocument(uri);
  const at = document.positionAt(changed.edits[0]?.start ?? 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preview: false });
}
