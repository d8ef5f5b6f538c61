import * as vscode from 'vscode';
import type { Repository } from '../../core/model/project.ts';
import { decodeFile } from '../../core/placement/decodeFile.ts';
import { splitLines } from '../../core/placement/lines.ts';
import type { ScannedText } from '../../core/sync/ports.ts';
import { readBlobs } from './readBlobs.ts';
import type { RunGit } from './runGit.ts';

/** Reads files at a commit out of the local repository. */
export class GitScannedText implements ScannedText {
  readonly #runGit: RunGit;

  constructor(runGit: RunGit) {
    this.#runGit = runGit;
  }

  async linesAt(
    repository: Repository,
    commit: string,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (!/^[0-9a-f]{7,64}$/.test(commit)) return new Map();
    const root = vscode.Uri.parse(repository.root).fsPath;
    // Where the commit is not here (a shallow clone, a merged-results pipeline) findings are told apart without their text.
    const blobs = await readBlobs(
      root,
      paths.map((path) => `${commit}:${path}`),
      this.#runGit,
      signal,
    );
    return new Map(
      paths.flatMap((path) => {
        const bytes = blobs.get(`${commit}:${path}`);
        const text = bytes && decodeFile(bytes);
        return text === undefined ? [] : [[path, splitLines(text)] as const];
      }),
    );
  }
}
