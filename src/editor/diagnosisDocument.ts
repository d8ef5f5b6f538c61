import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import { isGitLabFailure } from '../core/model/failure.ts';
import { instanceName, type Instance } from '../core/model/project.ts';
import type { InstanceReport } from '../core/sync/ports.ts';
import type { Refreshers } from '../core/sync/refreshers.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { explain } from '../core/view/explain.ts';
import { explainProblem } from '../core/view/explainProblem.ts';
import type { lazyFetch } from './network/lazyFetch.ts';
import { proxyVariables, secretsOfProxy } from './network/proxyAddresses.ts';
import type { Accounts } from './signIn/accounts.ts';
import { secretsOf } from './signIn/secretsOf.ts';
import { activeCell } from './statusBar.ts';
import { notify } from './notify.ts';

const scheme = 'gitlab-security-diagnosis';
/** What a window opens again after it was closed. */
const gone = 'This diagnosis went with the window that made it; run Diagnose Connection again.';

export interface DiagnosisPorts {
  readonly accounts: Accounts;
  readonly store: SnapshotStore;
  readonly refreshers: Refreshers;
  readonly fetch: ReturnType<typeof lazyFetch>;
  readonly describe: (instance: Instance, signal: AbortSignal) => Promise<InstanceReport>;
  /** This extension's version. */
  readonly version: string;
}

/** Shows what a diagnosis found as a read-only document, and copies it. */
export class DiagnosisDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #ports: DiagnosisPorts;
  readonly #disposables = new DisposableStore();
  /** What was found, by the document's address, for as long as the document is open. */
  readonly #texts = new Map<string, string>();

  constructor(ports: DiagnosisPorts) {
    this.#ports = ports;
    this.#disposables.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  async run(): Promise<void> {
    const instance = await this.#chooseInstance();
    if (!instance) return;
    const text = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Diagnosing the connection to ${instanceName(instance)}`,
        cancellable: true,
      },
      (_, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        return this.#diagnose(instance, stop.signal);
      },
    );
    if (text === undefined) return;
    // Another address each time, in this window and the next: each document keeps what was found for it.
    const uri = vscode.Uri.from({ scheme, path: '/Diagnosis.md', query: crypto.randomUUID() });
    this.#texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** @param uri of the document whose button was pressed; without one it is the one that has the focus */
  async copy(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    const text = this.#texts.get(uri?.toString() ?? '');
    if (text === undefined) {
      void notify.information(gone);
      return;
    }
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage('Copied the diagnosis; it holds no password and no token.', 5000);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? `${gone}\n`;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #diagnose(instance: Instance, signal: AbortSignal): Promise<string | undefined> {
    const { accounts, store, refreshers, fetch, describe, version } = this.#ports;
    const { diagnose } = await import('./network/diagnose.ts');
    const root = activeCell(store)?.snapshot.repository.root;
    const proxy = proxySettings();
    try {
      return await diagnose(
        {
          instance,
          fetch,
          proxy,
          now: Date.now,
          describe: (within) => describe(instance, within),
          refreshed: async () => {
            if (root === undefined) return undefined;
            await refreshers.refresh(root);
            return store.cells.get(root);
          },
          words: {
            explain: (cell) => explain(cell, Date.now()).sentence,
            explainProblem: (problem) => explainProblem(problem).sentence,
          },
          about: [
            `GitLab Security Findings ${version}, VS Code ${vscode.version}, ${process.platform}, ${vscode.env.remoteName === undefined ? 'local' : 'remote'}`,
          ],
          secrets: async () => {
            const proxies = [proxy.proxy, ...proxyVariables.map((name) => process.env[name] ?? '')];
            return [...(await secretsOf(accounts, instance)), ...proxies.flatMap(secretsOfProxy)];
          },
        },
        signal,
      );
    } catch (error) {
      if (signal.aborted && !isGitLabFailure(error)) return undefined;
      throw error;
    }
  }

  async #chooseInstance(): Promise<Instance | undefined> {
    const { accounts, store } = this.#ports;
    const snapshot = activeCell(store)?.snapshot;
    if (snapshot && 'instance' in snapshot) return snapshot.instance;
    const items = (await accounts.list()).map(({ instance }) => ({
      label: instanceName(instance),
      instance,
    }));
    if (items.length === 0) {
      void notify.information('You are not signed in to any GitLab; run Sign In to connect to one.');
      return undefined;
    }
    if (items.length === 1) return items[0]?.instance;
    const chosen = await vscode.window.showQuickPick(items, { title: 'Diagnose the Connection To' });
    return chosen?.instance;
  }
}

function proxySettings() {
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxy: http.get<string | undefined>('proxy') ?? '',
    proxySupport: http.get<string | undefined>('proxySupport') ?? '',
    noProxy: http.get<readonly string[] | undefined>('noProxy') ?? [],
    isInEnvironment: proxyVariables.some((name) => (process.env[name] ?? '') !== ''),
  };
}
