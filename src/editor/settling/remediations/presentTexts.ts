import * as vscode from 'vscode';

/** As much as the editor gives to extensions, roughly. */
const largest = 20 * 1024 * 1024;

/**
 * The files as the editor has them, changes that are not saved included, in its own encoding and line endings: positions
 * in these texts are positions in its documents. What is there but cannot be edited as text is `undefined`.
 */
export async function presentTexts(
  files: ReadonlyMap<string, vscode.Uri>,
): Promise<ReadonlyMap<string, string | undefined>> {
  const texts = new Map<string, string | undefined>();
  for (const [path, uri] of files) {
    const open = openDocument(uri);
    if (open?.isDirty) texts.set(path, open.getText());
    else if (await exists(uri)) texts.set(path, await textOf(uri));
  }
  return texts;
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const id = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === id);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const id = uri.toString();
  // Its cells are what the editor has; the file's text is nobody's.
  if (vscode.workspace.notebookDocuments.some((notebook) => notebook.uri.toString() === id)) return undefined;
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > largest) return undefined;
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    return text.includes('\ufffd') && !(await isUnicode(uri)) ? undefined : text;
  } catch {
    // Not text, or it may not be read.
    return undefined;
  }
}

/** In another encoding than the editor takes it for, saving would lose characters that nobody has touched. */
async function isUnicode(uri: vscode.Uri): Promise<boolean> {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
    return true;
  } catch {
    return false;
  }
}
