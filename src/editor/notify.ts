import * as vscode from 'vscode';
import { literal } from '../core/view/literal.ts';

/** Notifications, whose text leads nowhere: they may name findings, branches and what a server said. */
export const notify = {
  information: (message: string, ...actions: readonly string[]) =>
    vscode.window.showInformationMessage(literal(message), ...actions),
  warning: (message: string, ...actions: readonly string[]) =>
    vscode.window.showWarningMessage(literal(message), ...actions),
  error: (message: string, ...actions: readonly string[]) =>
    vscode.window.showErrorMessage(literal(message), ...actions),
};
