import * as vscode from 'vscode';
import { readIssueDraft, type IssueDraft } from '../core/settling/issueDraft.ts';
import { issueDraftWords } from '../core/view/issueDraftWords.ts';
import { command } from './commands/names.ts';

const scheme = 'gitlab-security-issue';
const prefix = 'issue draft ';
const mostKept = 100;

/**
 * Issues that are being written, as documents that the workspace remembers: a closed window loses none, and the tab of
 * one comes back with the next.
 */
export class IssueDrafts implements vscode.FileSystemProvider, vscode.CodeLensProvider, vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #files = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #lenses = new vscode.EventEmitter<void>();
  readonly onDidChangeFile = this.#files.event;
  readonly onDidChangeCodeLenses = this.#lenses.event;
  readonly #registrations = [
    vscode.workspace.registerFileSystemProvider(scheme, this, { isCaseSensitive: true }),
    vscode.languages.registerCodeLensProvider({ scheme }, this),
  ];

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Oldest first. */
  get all(): readonly (readonly [vscode.Uri, IssueDraft])[] {
    return this.#memento
      .keys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => vscode.Uri.from({ scheme, path: key.slice(prefix.length) }))
      .flatMap((uri) => {
        const stored = this.#stored(uri);
        return stored ? [{ uri, ...stored }] : [];
      })
      .sort((a, b) => a.at - b.at)
      .map(({ uri, draft }) => [uri, draft]);
  }

  get(uri: vscode.Uri): IssueDraft | undefined {
    return uri.scheme === scheme ? this.#stored(uri)?.draft : undefined;
  }

  /** Keeps a new draft, under a name that people can tell it by. */
  async add(name: string, draft: IssueDraft): Promise<vscode.Uri> {
    const words = name.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim();
    const uri = vscode.Uri.from({ scheme, path: `/${Date.now().toString(36)}/${words || 'Issue'}.md` });
    for (const [old] of this.all.slice(0, Math.max(0, this.all.length + 1 - mostKept)))
      await this.remove(old);
    await this.set(uri, draft);
    return uri;
  }

  async set(uri: vscode.Uri, draft: IssueDraft): Promise<void> {
    await this.#memento.update(keyOf(uri), { draft, at: Date.now() });
    this.#files.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    this.#lenses.fire();
  }

  async remove(uri: vscode.Uri): Promise<void> {
    await this.#memento.update(keyOf(uri), undefined);
    this.#files.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const draft = this.get(uri);
    if (!draft) return [];
    return issueDraftWords(draft).map(({ title, action }) => {
      const run = action ? { command: command(action), arguments: [uri] } : { command: '' };
      return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, ...run });
    });
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { at } = this.#known(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: at, size: this.readFile(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return new TextEncoder().encode(this.#known(uri).draft.text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await this.set(uri, { ...this.#known(uri).draft, text: new TextDecoder().decode(content) });
  }

  delete(uri: vscode.Uri): Promise<void> {
    return this.remove(uri);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  dispose(): void {
    for (const one of [...this.#registrations, this.#files, this.#lenses]) one.dispose();
  }

  #known(uri: vscode.Uri): { readonly draft: IssueDraft; readonly at: number } {
    const stored = this.#stored(uri);
    if (!stored) throw vscode.FileSystemError.FileNotFound(uri);
    return stored;
  }

  #stored(uri: vscode.Uri): { readonly draft: IssueDraft; readonly at: number } | undefined {
    const stored = this.#memento.get<{ readonly draft?: unknown; readonly at?: unknown }>(keyOf(uri));
    const draft = readIssueDraft(stored?.draft);
    return draft && { draft, at: typeof stored?.at === 'number' ? stored.at : 0 };
  }
}

function keyOf({ path }: vscode.Uri): string {
  return `${prefix}${path}`;
}
