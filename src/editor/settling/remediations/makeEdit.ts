import * as vscode from 'vscode';

/** Makes all of an edit or nothing, and saves it; what a person has not saved is left for that person to save. */
export async function makeEdit(edit: vscode.WorkspaceEdit): Promise<boolean> {
  const isRefactoring = !vscode.workspace.textDocuments.some(({ uri, isDirty }) => isDirty && edit.has(uri));
  return edit.size === 0 || vscode.workspace.applyEdit(edit, { isRefactoring });
}
