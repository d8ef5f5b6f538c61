import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { command } from '../commands/names.ts';
import { notify } from '../notify.ts';
import { expiring, type Expiring, type ExpiringPorts } from './expiring.ts';
import { expiryWords } from './expiryWords.ts';

export interface ExpiryWatchPorts extends ExpiringPorts {
  readonly schedule: (milliseconds: number, callback: () => void) => Disposable;
}

const minute = 60_000;
const often = 6 * 60 * minute;

/** Warns once a day, from a week before, that a token is about to expire; not while the window is starting. */
export function watchExpiry(ports: ExpiryWatchPorts): Disposable {
  let next: Disposable | undefined;
  const look = (milliseconds: number) => {
    next = ports.schedule(milliseconds, () => {
      warn(ports).catch((error: unknown) => {
        ports.logger.warn(`nobody is warned of tokens that expire: ${String(error)}`);
      });
      look(often);
    });
  };
  look(minute);
  return { dispose: () => next?.dispose() };
}

async function warn(ports: ExpiryWatchPorts): Promise<void> {
  const today = new Date(ports.now()).toISOString().slice(0, 10);
  for (const one of await expiring(ports)) {
    if (!(await ports.accounts.tellExpiry(one.account, today))) void offer(one);
  }
}

async function offer(one: Expiring): Promise<void> {
  const { sentence, isReplacedHere } = expiryWords(one);
  const replace = 'Replace Token';
  if ((await notify.warning(sentence, ...(isReplacedHere ? [replace] : []))) === replace) {
    await vscode.commands.executeCommand(command('signIn'), one.account.instance.url);
  }
}
