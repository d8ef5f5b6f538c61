import * as vscode from 'vscode';

/** Keeps a folder's files within so many bytes: the oldest go. */
export async function pruneFolder(folder: vscode.Uri, mostBytes: number): Promise<void> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const files = await Promise.all(
    entries.map(async ([name]) => {
      const uri = vscode.Uri.joinPath(folder, name);
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      return { uri, mtime, size };
    }),
  );
  let sum = 0;
  for (const { uri, size } of files.sort((one, other) => other.mtime - one.mtime)) {
    sum += size;
    if (sum > mostBytes) await vscode.workspace.fs.delete(uri);
  }
}
