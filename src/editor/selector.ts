import type * as vscode from 'vscode';

/** Files only: not git's old versions, output channels or comments. */
export const fileSelector: vscode.DocumentSelector = [{ scheme: 'file' }, { scheme: 'vscode-remote' }];
