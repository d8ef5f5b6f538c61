import * as vscode from 'vscode';
import type { Attention } from '../core/sync/refresher.ts';

/** Whether somebody is looking at this window. */
export const windowFocus: Attention = {
  isThere: () => vscode.window.state.focused,
  onDidReturn: (listener) =>
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) listener();
    }),
};
