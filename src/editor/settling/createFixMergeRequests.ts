import * as vscode from 'vscode';
import type { SettlingHandlersPorts } from './settlingHandlers.ts';

export function createFixMergeRequests(
  args: readonly unknown[],
  ports: SettlingHandlersPorts,
): Promise<void> {
  ports.logger.debug(`create ${args.length}`);
  void vscode.window.showInformationMessage('Creating a remediation merge request is under construction.');
  return Promise.resolve();
}
