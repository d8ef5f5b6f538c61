import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import type { Cell, SnapshotStore } from '../core/sync/snapshotStore.ts';
import { explain } from '../core/view/explain.ts';
import { command } from './commands/names.ts';

/** The one status bar item: the repository of the active editor, or the only one. */
export class StatusBar implements vscode.Disposable {
  readonly #store: SnapshotStore;
  readonly #item = vscode.window.createStatusBarItem(
    'gitlabSecurity.status',
    vscode.StatusBarAlignment.Left,
    0,
  );
  readonly #disposables = new DisposableStore();

  constructor(store: SnapshotStore) {
    this.#store = store;
    this.#item.name = 'GitLab Security Findings';
    this.#item.command = command('showMenu');
    this.#disposables.add(this.#item);
    this.#disposables.add(store.onDidChange(() => this.#show()));
    this.#disposables.add(vscode.window.onDidChangeActiveTextEditor(() => this.#show()));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #show(): void {
    const cell = activeCell(this.#store);
    // A repository that has nothing to do with GitLab is none of our business.
    if (!cell || cell.snapshot.kind === 'noRemote') {
      this.#item.hide();
      return;
    }
    const { short, sentence, busy, needsAction } = explain(cell, Date.now());
    this.#item.text = `${busy ? '$(sync~spin)' : '$(gitlab-security)'} ${short}`;
    this.#item.tooltip = sentence;
    this.#item.accessibilityInformation = { label: `GitLab security: ${short}. ${sentence}` };
    this.#item.backgroundColor = needsAction
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.show();
  }
}

/** The cell of the repository that the active editor's file is in, else the first one. */
export function activeCell({ cells }: SnapshotStore): Cell | undefined {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const roots = [...cells.keys()].sort((a, b) => b.length - a.length);
  const root =
    active === undefined ? undefined : roots.find((candidate) => active.startsWith(`${candidate}/`));
  return root === undefined ? [...cells.values()][0] : cells.get(root);
}
