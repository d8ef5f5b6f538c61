import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { instanceName } from '../../core/model/project.ts';
import { expiryOf } from '../../core/signIn/expiryOf.ts';
import { command } from '../commands/names.ts';
import type { Accounts } from './accounts.ts';
import { notify } from '../notify.ts';

export interface ExpiryWatchPorts {
  readonly accounts: Accounts;
  readonly now: () => number;
  readonly schedule: (milliseconds: number, callback: () => void) => Disposable;
}

const minute = 60_000;
const often = 6 * 60 * minute;

/** Warns once a day, from a week before, that a token is about to expire; not while the window is starting. */
export function watchExpiry(ports: ExpiryWatchPorts): Disposable {
  let next: Disposable | undefined;
  const look = (milliseconds: number) => {
    next = ports.schedule(milliseconds, () => {
      void warn(ports);
      look(often);
    });
  };
  look(minute);
  return { dispose: () => next?.dispose() };
}

async function warn({ accounts, now }: ExpiryWatchPorts): Promise<void> {
  for (const { instance, credentials } of await accounts.list()) {
    const expiry = credentials && expiryOf(credentials, now());
    if (!expiry) continue;
    const today = new Date(now()).toISOString().slice(0, 10);
    if (await accounts.tellExpiry(instance, today)) continue;
    void offer(instanceName(instance), instance.url, expiry);
  }
}

async function offer(
  name: string,
  url: string,
  { date, isPast }: { readonly date: string; readonly isPast: boolean },
): Promise<void> {
  const replace = 'Replace Token';
  const sentence = `The token for ${name} ${isPast ? 'expired' : 'expires'} on ${date}; replace it to keep seeing findings.`;
  if ((await notify.warning(sentence, replace)) === replace) {
    await vscode.commands.executeCommand(command('signIn'), url);
  }
}
