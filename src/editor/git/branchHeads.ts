import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../core/base/disposable.ts';
import type { Logger } from '../../core/base/logger.ts';
import type { BranchHead } from '../../core/sync/ports.ts';
import type { GitApi, GitRepository } from './gitApi.ts';
import { readBranchHead } from './readBranchHead.ts';
import type { RunGit } from './runGit.ts';

export interface BranchHeadsPorts {
  readonly api: GitApi;
  readonly runGit: RunGit;
  readonly logger: Logger;
  readonly remotes: () => readonly string[];
  /** A repository appeared, or its branch, commit or remotes changed. */
  readonly onHead: (head: BranchHead) => void;
  readonly onGone: (root: string) => void;
  /** Something in the repository changed, be it only a saved file. */
  readonly onStateChange: (root: string) => void;
}

/** The Git extension's state changes many times a second; what matters here is told once, after it has settled. */
const settleMilliseconds = 100;

/** Watches all open repositories for what a run depends on. */
export class BranchHeads implements vscode.Disposable {
  readonly #ports: BranchHeadsPorts;
  readonly #disposables = new DisposableStore();
  readonly #watched = new Map<string, Disposable>();

  constructor(ports: BranchHeadsPorts) {
    this.#ports = ports;
    this.#disposables.add(ports.api.onDidOpenRepository((repository) => this.#open(repository)));
    this.#disposables.add(ports.api.onDidCloseRepository(({ rootUri }) => this.#close(rootUri.toString())));
    for (const repository of ports.api.repositories) this.#open(repository);
  }

  dispose(): void {
    for (const root of [...this.#watched.keys()]) this.#close(root);
    this.#disposables.dispose();
  }

  #open(repository: GitRepository): void {
    const root = repository.rootUri.toString();
    if (this.#watched.has(root)) return;
    let seen = '';
    let timer: NodeJS.Timeout | undefined;
    let run: AbortController | undefined;
    const look = async () => {
      this.#ports.onStateChange(root);
      const mark = markOf(repository);
      if (mark === seen) return;
      seen = mark;
      run?.abort();
      // The next look has a run of its own by the time this one ends.
      const { signal } = (run = new AbortController());
      try {
        const head = await readBranchHead(repository, this.#ports.runGit, this.#ports.remotes(), signal);
        this.#ports.onHead(head);
      } catch (error) {
        if (!signal.aborted)
          this.#ports.logger.error(`reading ${repository.rootUri.fsPath} failed: ${String(error)}`);
      }
    };
    const listener = repository.state.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), settleMilliseconds);
    });
    this.#watched.set(root, {
      dispose: () => {
        clearTimeout(timer);
        run?.abort();
        listener.dispose();
      },
    });
    void look();
  }

  #close(root: string): void {
    this.#watched.get(root)?.dispose();
    if (this.#watched.delete(root)) this.#ports.onGone(root);
  }
}

/** All of a repository's state that a run depends on; equal marks, equal answers. */
function markOf({ state: { HEAD, remotes } }: GitRepository): string {
  return JSON.stringify([
    HEAD?.name,
    HEAD?.commit,
    HEAD?.upstream?.remote,
    HEAD?.upstream?.name,
    remotes.map(({ name, fetchUrl }) => [name, fetchUrl]),
  ]);
}
