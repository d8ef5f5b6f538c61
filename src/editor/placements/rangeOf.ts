import * as vscode from 'vscode';
import type { PlaceInFile } from '../../core/placement/placement.ts';

/**
 * The place in the editor's terms: the statements on its lines, without the indentation before and the blanks behind.
 *
 * @param document the text as it is now; without it whole lines are all that can be told
 */
export function rangeOf({ lines, columns }: PlaceInFile, document?: vscode.TextDocument): vscode.Range {
  const last = document ? document.lineCount - 1 : Number.MAX_SAFE_INTEGER;
  const start = Math.min(lines.start, last);
  const end = Math.min(lines.end - 1, last);
  if (columns) return new vscode.Range(start, columns.start, end, columns.end);
  if (!document) return new vscode.Range(start, 0, end, 0);
  const first = document.lineAt(start).firstNonWhitespaceCharacterIndex;
  const text = document.lineAt(end).text;
  return new vscode.Range(
    start,
    start === end && first >= text.length ? 0 : first,
    end,
    text.trimEnd().length,
  );
}
