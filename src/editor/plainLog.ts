import type * as vscode from 'vscode';
import type { Logger } from '../core/base/logger.ts';
import { visible } from '../core/view/plainText.ts';
import { withoutSecrets } from '../core/view/withoutSecrets.ts';

/** A log that people can be shown. */
export interface ShownLog extends Logger {
  show(): void;
}

/**
 * The log as everything here is given it: errors carry what servers and git said, and a log is also read in terminals, for
 * which some signs are orders.
 */
export function plainLog(channel: vscode.LogOutputChannel): ShownLog {
  // No caller logs a secret; this is the second lock.
  const plain = (message: string) => withoutSecrets(visible(message));
  return {
    trace: (message) => channel.trace(plain(message)),
    debug: (message) => channel.debug(plain(message)),
    info: (message) => channel.info(plain(message)),
    warn: (message) => channel.warn(plain(message)),
    error: (message) => channel.error(plain(message)),
    show: () => channel.show(false),
  };
}
