import * as vscode from 'vscode';
import type { FileSides } from '../../core/remediation/changedFiles.ts';
import type { ReadOnlyDocuments } from './readOnlyDocuments.ts';

/** Opens files before and after a change in the diff editor: one beside the other, or all of them below each other. */
export async function showSides(
  documents: ReadOnlyDocuments,
  title: string,
  sides: readonly FileSides[],
  options: vscode.TextDocumentShowOptions,
): Promise<void> {
  const pairs = sides.map(({ before, after }) => {
    const path = (after ?? before)?.path ?? '';
    const left = documents.add(before?.path ?? path, before?.text ?? '');
    return [left, documents.add(path, after?.text ?? '')] as const;
  });
  const [[left, right] = []] = pairs;
  if (pairs.length === 1) {
    await vscode.commands.executeCommand('vscode.diff', left, right, title, options);
    return;
  }
  const resources = pairs.map(([before, after]) => [after, before, after]);
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}
