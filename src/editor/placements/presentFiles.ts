import * as vscode from 'vscode';
import { decodeFile } from '../../core/placement/decodeFile.ts';
import { splitLines } from '../../core/placement/lines.ts';

const statsAtOnce = 32;
const largest = 20 * 1024 * 1024;

/** A file as it is now. */
export interface PresentFile {
  /** Equal marks, equal texts. */
  readonly mark: string;
  readonly size: number;
  readonly isLink: boolean;
}

/** The files of a folder as they are at this moment, those that are open as the editor has them. */
export class PresentFiles {
  readonly #root: vscode.Uri;
  readonly #open: ReadonlyMap<string, vscode.TextDocument>;
  readonly #known = new Map<string, PresentFile | undefined>();
  readonly #uris = new Map<string, vscode.Uri>();

  constructor(root: vscode.Uri) {
    this.#root = root;
    this.#open = new Map(
      vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]),
    );
  }

  uriOf(path: string): vscode.Uri {
    let uri = this.#uris.get(path);
    if (!uri) this.#uris.set(path, (uri = vscode.Uri.joinPath(this.#root, path)));
    return uri;
  }

  /** Learns of these files; the others of its answers rest on it. */
  async look(paths: Iterable<string>, signal: AbortSignal): Promise<void> {
    const asked = [...new Set(paths)].filter((path) => !this.#known.has(path));
    for (let start = 0; start < asked.length; start += statsAtOnce) {
      signal.throwIfAborted();
      await Promise.all(asked.slice(start, start + statsAtOnce).map((path) => this.#stat(path)));
    }
  }

  get(path: string): PresentFile | undefined {
    return this.#known.get(path);
  }

  exists(path: string): boolean {
    return this.#known.get(path) !== undefined;
  }

  /** What it says stands in another file. */
  isLink(path: string): boolean {
    return this.#known.get(path)?.isLink ?? false;
  }

  /** It has changes that are not on disk. */
  isDirty(path: string): boolean {
    return this.#documentOf(path)?.isDirty ?? false;
  }

  /** `undefined` for a file that is not here, too large to be compared, or no text. */
  async text(path: string): Promise<string | undefined> {
    const document = this.#documentOf(path);
    if (document) return document.getText();
    if ((this.#known.get(path)?.size ?? Infinity) > largest) return undefined;
    try {
      return decodeFile(await vscode.workspace.fs.readFile(this.uriOf(path)));
    } catch {
      return undefined;
    }
  }

  async lines(path: string): Promise<readonly string[] | undefined> {
    const text = await this.text(path);
    return text === undefined ? undefined : splitLines(text);
  }

  #documentOf(path: string): vscode.TextDocument | undefined {
    return this.#open.get(this.uriOf(path).toString());
  }

  async #stat(path: string): Promise<void> {
    try {
      const { type, mtime, size } = await vscode.workspace.fs.stat(this.uriOf(path));
      const document = this.#documentOf(path);
      const mark = document ? `version ${document.version} of ${numberOf(document)}` : `${mtime} ${size}`;
      const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
      this.#known.set(path, (type & vscode.FileType.Directory) === 0 ? { mark, size, isLink } : undefined);
    } catch {
      this.#known.set(path, undefined);
    }
  }
}

const numbers = new WeakMap<vscode.TextDocument, number>();
let documents = 0;

/** Tells documents of one file apart: when it is opened again, its versions may be counted from the first one. */
function numberOf(document: vscode.TextDocument): number {
  const number = numbers.get(document) ?? ++documents;
  numbers.set(document, number);
  return number;
}
