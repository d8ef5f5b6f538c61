import * as vscode from 'vscode';
import { pruneFolder } from '../pruneFolder.ts';

/**
 * Keeps texts that had to be fetched from GitLab from window to window, by the id git gives them: what is read back is
 * what was meant, or it is thrown away. In the workspace's own storage of VS Code, which goes with the workspace.
 */
export class StoredBlobs {
  readonly #folder: vscode.Uri | undefined;
  readonly #mostBytes: number;
  #pruning: Promise<void> | undefined;

  /**
   * @param storage of the workspace; without one nothing is kept
   * @param mostBytes on disk; beyond them the oldest go
   */
  constructor(storage: vscode.Uri | undefined, mostBytes = 64 * 1024 * 1024) {
    this.#mostBytes = mostBytes;
    this.#folder = storage && vscode.Uri.joinPath(storage, 'texts');
  }

  async get(id: string): Promise<Uint8Array | undefined> {
    const file = this.#fileOf(id);
    if (!file) return undefined;
    try {
      const bytes = await vscode.workspace.fs.readFile(file);
      if (await hasId(bytes, id)) return bytes;
      await vscode.workspace.fs.delete(file);
    } catch {
      // Not there.
    }
    return undefined;
  }

  /** Never throws: what cannot be kept is fetched another time. */
  async put(id: string, bytes: Uint8Array): Promise<void> {
    const file = this.#fileOf(id);
    if (!file || !this.#folder || bytes.length > this.#mostBytes / 4 || !(await hasId(bytes, id))) return;
    try {
      await vscode.workspace.fs.createDirectory(this.#folder);
      await vscode.workspace.fs.writeFile(file, bytes);
      // Once for all that are kept at a time.
      this.#pruning ??= pruneFolder(this.#folder, this.#mostBytes).finally(() => (this.#pruning = undefined));
      await this.#pruning;
    } catch {
      // A full disk, or one that may not be written to.
    }
  }

  /** Whoever was given them is signed out, or is not who asks any more. */
  async forget(): Promise<void> {
    if (!this.#folder) return;
    // Usually there is none.
    await vscode.workspace.fs.delete(this.#folder, { recursive: true }).then(undefined, () => undefined);
  }

  #fileOf(id: string): vscode.Uri | undefined {
    return this.#folder && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id)
      ? vscode.Uri.joinPath(this.#folder, id)
      : undefined;
  }
}

/** Git's id of a blob: the digest of its kind, its length and its bytes. */
async function hasId(bytes: Uint8Array, id: string): Promise<boolean> {
  const head = new TextEncoder().encode(`blob ${bytes.length}\0`);
  const whole = new Uint8Array(head.length + bytes.length);
  whole.set(head);
  whole.set(bytes, head.length);
  const digest = await crypto.subtle.digest(id.length === 40 ? 'SHA-1' : 'SHA-256', whole);
  return Buffer.from(digest).toString('hex') === id;
}
