import * as vscode from 'vscode';
import type { Repository } from '../../core/model/project.ts';
import { decodeFile } from '../../core/placement/decodeFile.ts';
import { splitLines } from '../../core/placement/lines.ts';
import type { LinesOf, ScannedText } from '../../core/sync/ports.ts';
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
  ): Promise<LinesOf> {
    if (!/^[0-9a-f]{7,64}$/.test(commit)) return () => undefined;
    const root = vscode.Uri.parse(repository.root).fsPath;
    // Where the commit is not here (a shallow clone, a merged-results pipeline) findings are told apart without their text.
    const blobs = await readBlobs(
      root,
      paths.map((path) => `${commit}:${path}`),
      this.#runGit,
      signal,
    );
    const known = new Map<string, readonly string[] | undefined>();
    return (path) => {
      // One at a time and where it is wanted: thousands together would take the thread for a second.
      if (!known.has(path)) known.set(path, linesOf(blobs.get(`${commit}:${path}`)));
      return known.get(path);
    };
  }
}

function linesOf(bytes: Uint8Array | undefined): readonly string[] | undefined {
  const text = bytes && decodeFile(bytes);
  return text === undefined ? undefined : splitLines(text);
}
