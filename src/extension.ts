import type * as vscode from 'vscode';
import { DisposableStore } from './core/base/disposable.ts';
import { clock } from './editor/clock.ts';
import { registerCommands } from './editor/commands/registerCommands.ts';
import { IssueDrafts } from './editor/issueDrafts.ts';
import { earlyApi, type SecurityFindingsApi } from './editor/publicApi.ts';
import type { Window } from './window.ts';

/**
 * Registers what VS Code asks for as soon as this returns: commands, the documents of issues that its tabs show, what other
 * extensions see. All else is loaded in a turn of its own, and VS Code waits for it as long as it takes: for rows, lenses, the
 * details of a window before, addresses that a browser hands over.
 */
export function activate(context: vscode.ExtensionContext): SecurityFindingsApi {
  const own = new DisposableStore();
  context.subscriptions.push(own);
  const drafts = own.add(new IssueDrafts(context.workspaceState));
  let opened: Promise<Window> | undefined;
  const open = () => (opened ??= loadWindow().then((openWindow) => openWindow({ context, drafts, own })));
  own.add(registerCommands(open, context.extension));
  const opening = new Promise<Window>((resolve) => {
    own.add(clock.schedule(0, () => resolve(open())));
  });
  return earlyApi(opening.then(({ api }) => api));
}

/** Its largest parts come first, each in a turn of its own: all at once takes twice as long as a turn may. */
async function loadWindow() {
  await import('./editor/findingsTree.ts');
  await nextTurn();
  await import('./gitlab/connections.ts');
  await nextTurn();
  const { openWindow } = await import('./window.ts');
  await nextTurn(); // Building it takes as long as loading a part.
  return openWindow;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
