import * as vscode from 'vscode';
import type { Repository } from '../../core/model/project.ts';
import type { ScannedText } from '../../core/sync/ports.ts';
import type { RunGit } from './runGit.ts';

/** Reads files at a commit, all of them through one `git cat-file --batch`. */
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
    const texts = new Map<string, readonly string[]>();
    const asked = paths.filter((path) => !path.includes('\n') && !path.startsWith('-'));
    if (!/^[0-9a-f]{7,64}$/.test(commit) || asked.length === 0) return texts;
    try {
      const input = asked.map((path) => `${commit}:${path}\n`).join('');
      const output = await this.#runGit(
        vscode.Uri.parse(repository.root).fsPath,
        ['cat-file', '--batch'],
        signal,
        input,
      );
      readBatch(output, asked, (path, text) => texts.set(path, text.split(/\r\n|\n|\r/)));
    } catch {
      // The commit is not here (a shallow clone, a merged-results pipeline): findings are told apart without their text.
      signal.throwIfAborted();
    }
    return texts;
  }
}

/** Entries come in the order asked: `<oid> blob <size>\n<bytes>\n`, or one line that ends in `missing`. */
function readBatch(
  output: Uint8Array,
  paths: readonly string[],
  onText: (path: string, text: string) => void,
): void {
  const decoder = new TextDecoder();
  let offset = 0;
  for (const path of paths) {
    const end = output.indexOf(0x0a, offset);
    if (end < 0) return;
    const header = decoder.decode(output.subarray(offset, end));
    offset = end + 1;
    const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(header)?.[1];
    if (size === undefined) continue;
    if (header.includes(' blob '))
      onText(path, decoder.decode(output.subarray(offset, offset + Number(size))));
    offset += Number(size) + 1;
  }
}
