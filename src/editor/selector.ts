import type * as vscode from 'vscode';

/** Files and cells of notebooks only: not git's old versions, output channels or comments. */
export const fileSelector: vscode.DocumentSelector = [
  { scheme: 'file' },
  { scheme: 'vscode-remote' },
  { scheme: 'vscode-notebook-cell' },
];
