import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { isActive } from '../core/view/filter.ts';
import { reasonInWords } from '../core/view/networkReasons.ts';
import type { FindingsTree } from './findingsTree.ts';

/** Tells menus and welcome views what is the case; a key is written only when it changes. */
export class ContextKeys implements vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #written = new Map<string, unknown>();

  constructor(store: SnapshotStore, tree: FindingsTree) {
    const update = () => {
      const cells = [...store.cells.values()];
      const only = cells.length === 1 ? cells[0]?.snapshot : undefined;
      const failure = only?.kind === 'failed' ? `failed.${faceOf(only)}` : only?.kind;
      const why = only?.kind === 'noPipeline' ? whyNoPipeline(only) : failure;
      this.#write('state', cells.length === 0 ? 'none' : (why ?? 'several'));
      this.#write(
        'hasFindings',
        cells.some(({ ready }) => (ready?.findings.length ?? 0) > 0),
      );
      this.#write('filterActive', isActive(tree.filter));
      this.#write(
        'hasChoices',
        cells.some(({ ready }) => (ready?.choices.length ?? 0) > 1),
      );
    };
    this.#disposables.add(store.onDidChange(update));
    this.#disposables.add(tree.onDidChangeTreeData(update));
    update();
  }

  /** Git is missing or switched off. */
  set git(available: boolean) {
    this.#write('git', available);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #write(name: string, value: unknown): void {
    if (this.#written.get(name) === value) return;
    this.#written.set(name, value);
    void vscode.commands.executeCommand('setContext', `gitlabSecurity.${name}`, value);
  }
}

function whyNoPipeline({ running, mergeRequest }: Extract<Snapshot, { kind: 'noPipeline' }>): string {
  if (running) return 'running';
  return mergeRequest ? 'noPipeline' : 'noMergeRequest';
}

/** What can be put right in the settings has a welcome view of its own. */
function faceOf({ failure, reason }: Extract<Snapshot, { kind: 'failed' }>): string {
  const face = reason && reasonInWords(reason, '').face;
  return face === undefined || face === 'unreachable' ? failure : face;
}
