import * as vscode from 'vscode';
import type { Disposable } from '../core/base/disposable.ts';
import type { Logger } from '../core/base/logger.ts';
import type { BranchHead, ScannedText } from '../core/sync/ports.ts';
import { BranchHeads } from './git/branchHeads.ts';
import { changedFiles, type FileChanges } from './git/changedFiles.ts';
import { commitsSince } from './git/commitsSince.ts';
import { followGit } from './git/gitApi.ts';
import { GitScannedText } from './git/gitScannedText.ts';
import { LastAnswers } from './git/lastAnswers.ts';
import { listFiles, listUntracked } from './git/listFiles.ts';
import { readBlobs } from './git/readBlobs.ts';
import { gitRunner, type RunGit } from './git/runGit.ts';
import { watchedFiles } from './git/watchedFiles.ts';
import type { PlacingGit } from './placements/placeEntries.ts';
import type { Root, ScannedTextsPorts } from './placements/scannedTexts.ts';
import { section, settings } from './settings.ts';

export interface RepositoriesPorts {
  readonly logger: Logger;
  readonly onHead: (head: BranchHead) => void;
  readonly onGone: (root: string) => void;
  readonly onStateChange: (root: string) => void;
  readonly onGit: (available: boolean) => void;
}

/** The git side of the house: finds repositories, follows their branches, reads old texts. */
export class Repositories implements ScannedText, PlacingGit, ScannedTextsPorts, vscode.Disposable {
  readonly #ports: RepositoriesPorts;
  readonly #answers = new LastAnswers();
  #runGit: RunGit | undefined;
  #heads: BranchHeads | undefined;
  #git: Disposable | undefined;
  #settings: vscode.Disposable | undefined;

  constructor(ports: RepositoriesPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.#git = followGit((api) => {
      this.#ports.onGit(api !== undefined);
      this.#heads?.dispose();
      this.#heads = undefined;
      // Without Git it would begin to watch anew what is not followed any more.
      this.#settings?.dispose();
      this.#runGit = api && gitRunner(api.git.path);
      if (!api || !this.#runGit) return;
      const { logger, onHead, onGone, onStateChange } = this.#ports;
      const runGit = this.#runGit;
      const watch = () =>
        new BranchHeads({
          api,
          runGit,
          logger,
          remotes: () => settings.remotes,
          onHead,
          onGone,
          onStateChange,
        });
      this.#heads = watch();
      this.#settings = vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(`${section}.remotes`)) return;
        this.#heads?.dispose();
        this.#heads = watch();
      });
    });
  }

  linesAt(...args: Parameters<ScannedText['linesAt']>): ReturnType<ScannedText['linesAt']> {
    return this.#runGit
      ? new GitScannedText(this.#runGit).linesAt(...args)
      : Promise.resolve(() => undefined);
  }

  async changes(root: vscode.Uri, commit: string, signal: AbortSignal): Promise<FileChanges | undefined> {
    return this.#runGit && changedFiles(root.fsPath, commit, this.#runGit, signal);
  }

  async watched(
    root: vscode.Uri,
    commit: string,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const runGit = this.#runGit;
    if (!runGit) return new Set();
    return this.#answers.get('watched', root, [commit, ...paths].join('\0'), () =>
      watchedFiles(root.fsPath, commit, paths, runGit, signal),
    );
  }

  async files(root: vscode.Uri, commit: string | undefined, signal: AbortSignal): Promise<readonly string[]> {
    return this.#runGit ? listFiles(root.fsPath, commit, this.#runGit, signal) : [];
  }

  async untracked(root: vscode.Uri, signal: AbortSignal): Promise<readonly string[]> {
    return this.#runGit ? listUntracked(root.fsPath, this.#runGit, signal) : [];
  }

  async commitsSince(root: vscode.Uri, commit: string, signal: AbortSignal): Promise<number | undefined> {
    const runGit = this.#runGit;
    return (
      runGit &&
      this.#answers.get('commits', root, commit, () => commitsSince(root.fsPath, commit, runGit, signal))
    );
  }

  async readBlobs(
    root: Root,
    names: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    return this.#runGit ? readBlobs(root.fsPath, names, this.#runGit, signal) : new Map();
  }

  dispose(): void {
    this.#heads?.dispose();
    this.#git?.dispose();
    this.#settings?.dispose();
  }
}
