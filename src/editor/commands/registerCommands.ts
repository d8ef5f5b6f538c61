import * as vscode from 'vscode';
import { DisposableStore } from '../../core/base/disposable.ts';
import type { Logger } from '../../core/base/logger.ts';
import { command, commandNames, type CommandName } from './names.ts';
import { notify } from '../notify.ts';

export type Handler = (...args: readonly unknown[]) => unknown;

export interface Commands {
  readonly handlers: Readonly<Record<CommandName, Handler>>;
  readonly logger: Logger;
}

/** Registers every command; none can be forgotten, and what one throws is logged and told in one sentence. */
export function registerCommands(
  load: () => Promise<Commands>,
  { packageJSON }: Pick<vscode.Extension<unknown>, 'packageJSON'>,
): DisposableStore {
  const disposables = new DisposableStore();
  for (const name of commandNames) {
    disposables.add(
      vscode.commands.registerCommand(command(name), async (...args: unknown[]) => {
        const { handlers, logger } = await load();
        try {
          return await handlers[name](...args);
        } catch (error) {
          logger.error(
            `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          );
          const what = titleOf(command(name), packageJSON);
          const choice = await notify.error(`“${what}” did not work; the log says why.`, 'Show Log');
          if (choice === 'Show Log') await vscode.commands.executeCommand(command('showLog'));
          return undefined;
        }
      }),
    );
  }
  return disposables;
}

/** What menus and the palette call a command. */
function titleOf(id: string, manifest: unknown): string {
  const { contributes } = manifest as Manifest;
  const title = contributes.commands.find((one) => one.command === id)?.title;
  return title?.replace(/…$/, '') ?? id;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
  };
}
