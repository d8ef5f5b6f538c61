import type * as vscode from 'vscode';
import type { Logger } from '../core/base/logger.ts';
import { visible } from '../core/view/plainText.ts';

/** What begins like one of GitLab's tokens, or stands where one does. No caller logs any; this is the second lock. */
const tokens = /\b(gl[a-z]{2,6}-)[\w.-]{8,}|\b(Bearer |Basic |private[-_]token[=: ]+)[\w.+/=-]{8,}/gi;

/** A log that people can be shown. */
export interface ShownLog extends Logger {
  show(): void;
}

/**
 * The log as everything here is given it: errors carry what servers and git said, and a log is also read in terminals, for
 * which some signs are orders.
 */
export function plainLog(channel: vscode.LogOutputChannel): ShownLog {
  const plain = (message: string) =>
    visible(message).replace(
      tokens,
      (_, prefix?: string, scheme?: string) => `${prefix ?? scheme ?? ''}[removed]`,
    );
  return {
    trace: (message) => channel.trace(plain(message)),
    debug: (message) => channel.debug(plain(message)),
    info: (message) => channel.info(plain(message)),
    warn: (message) => channel.warn(plain(message)),
    error: (message) => channel.error(plain(message)),
    show: () => channel.show(false),
  };
}
