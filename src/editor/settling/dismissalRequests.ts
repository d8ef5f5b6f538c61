import * as vscode from 'vscode';
import type { SettlingHandlersPorts } from './settlingHandlers.ts';

export class DismissalRequests {
  readonly #ports: SettlingHandlersPorts;

  constructor(ports: SettlingHandlersPorts) {
    this.#ports = ports;
  }

  request(args: readonly unknown[]): Promise<void> {
    this.#ports.logger.debug(`request ${args.length}`);
    void vscode.window.showInformationMessage('Requesting a dismissal is under construction.');
    return Promise.resolve();
  }
}
