import { mapInTurns } from '../../core/base/turns.ts';
import type * as vscode from 'vscode';
import { decodeFile } from '../../core/placement/decodeFile.ts';
import { splitLines } from '../../core/placement/lines.ts';
import type { GitLab } from '../../core/sync/ports.ts';
import { ThreadTurns } from '../threadTurns.ts';

/** The folder of a repository. */
export type Root = Pick<vscode.Uri, 'fsPath' | 'toString'>;

/** A file at a commit. */
export interface FileAtCommit {
  readonly commit: string;
  readonly path: string;
}

export interface ScannedTextsPorts {
  readonly readBlobs: (
    root: Root,
    names: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, Uint8Array>>;
}

/** What was fetched in an earlier window, by git's ids. */
export interface BlobStore {
  get(id: string): Promise<Uint8Array | undefined>;
  put(id: string, bytes: Uint8Array): Promise<void>;
  forget(): Promise<void>;
}

/** A GitLab project that has commits which are not here. */
export interface RemoteProject {
  readonly gitlab: () => Promise<Pick<GitLab, 'blobIds' | 'fileAt'>>;
  readonly path: string;
}

type Take = (file: FileAtCommit, bytes: Uint8Array | undefined) => void;

/** Characters kept, of texts that were asked for last. */
const mostKept = 16 * 1024 * 1024;
const longestText = 20 * 1024 * 1024;
const requestsAtOnce = 4;

/**
 * The texts that were scanned: out of the local repository where it has them, else from GitLab, since the commits of
 * merged-results pipelines and those beyond a shallow clone's end exist only there. Of such a commit GitLab is asked for
 * the ids of the files first, as most of their contents are here after all.
 */
export class ScannedTexts {
  readonly #ports: ScannedTextsPorts;
  readonly #stored: BlobStore;
  /** `undefined` for what is nowhere, or no text. The order is that of use. */
  readonly #kept = new Map<string, string | undefined>();
  #size = 0;

  constructor(ports: ScannedTextsPorts, stored: BlobStore) {
    this.#ports = ports;
    this.#stored = stored;
  }

  /** Nothing stays that GitLab gave, here or on disk. */
  forget(): Promise<void> {
    this.#kept.clear();
    this.#size = 0;
    return this.#stored.forget();
  }

  /** Lines by `nameOf(file)`; what cannot be had is missing. */
  async read(
    root: Root,
    files: readonly FileAtCommit[],
    remote: RemoteProject | undefined,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const texts = await this.readTexts(root, files, remote, signal);
    const split = ([name, text]: readonly [string, string]) => [name, splitLines(text)] as const;
    return new Map(await mapInTurns(texts, split, new ThreadTurns(signal)));
  }

  /**
   * Texts by `nameOf(file)`; what cannot be had is missing.
   *
   * @param remote where to ask for what is not here; without it only local texts are given
   */
  async readTexts(
    root: Root,
    files: readonly FileAtCommit[],
    remote: RemoteProject | undefined,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const unknown = files.filter((file) => {
      const key = `${root.toString()} ${nameOf(file)}`;
      if (!this.#kept.has(key)) return true;
      const text = this.#kept.get(key);
      if (text !== undefined) found.set(nameOf(file), this.#keep(key, text));
      return false;
    });
    if (unknown.length === 0) return found;
    const take: Take = (file, bytes) => {
      const text = bytes && bytes.length <= longestText ? decodeFile(bytes) : undefined;
      this.#keep(`${root.toString()} ${nameOf(file)}`, text);
      if (text !== undefined) found.set(nameOf(file), text);
    };
    await this.#load(root, unknown, remote, take, signal);
    return found;
  }

  /** Whole files by `nameOf(file)`, to the last byte, which lines do not tell; not kept. */
  async bytes(
    root: Root,
    files: readonly FileAtCommit[],
    remote: RemoteProject,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    const take: Take = (file, bytes) => {
      if (bytes) found.set(nameOf(file), bytes);
    };
    await this.#load(root, files, remote, take, signal);
    return found;
  }

  async #load(
    root: Root,
    files: readonly FileAtCommit[],
    remote: RemoteProject | undefined,
    take: Take,
    signal: AbortSignal,
  ): Promise<void> {
    const commits = [...new Set(files.map(({ commit }) => commit))];
    const local = await this.#ports.readBlobs(
      root,
      [...commits.map((commit) => `${commit}^{commit}`), ...files.map(nameOf)],
      signal,
    );
    const absent: FileAtCommit[] = [];
    const turns = new ThreadTurns(signal);
    for (const file of files) {
      await turns.next();
      if (local.has(nameOf(file)) || local.has(`${file.commit}^{commit}`))
        take(file, local.get(nameOf(file)));
      else absent.push(file);
    }
    if (remote && absent.length > 0) await this.#fromGitLab(root, absent, remote, take, signal);
  }

  async #fromGitLab(
    root: Root,
    files: readonly FileAtCommit[],
    { gitlab: connect, path: project }: RemoteProject,
    take: Take,
    signal: AbortSignal,
  ): Promise<void> {
    const gitlab = await connect();
    for (const commit of new Set(files.map((file) => file.commit))) {
      const ofCommit = files.filter((file) => file.commit === commit);
      const paths = ofCommit.map(({ path }) => path);
      const ids = await gitlab.blobIds(project, commit, paths, signal);
      const here = await this.#ports.readBlobs(root, [...new Set(ids.values())], signal);
      const absent = ofCommit.filter((file) => {
        const id = ids.get(file.path);
        const bytes = id === undefined ? undefined : here.get(id);
        if (id === undefined || bytes) take(file, bytes);
        return id !== undefined && !bytes;
      });
      while (absent.length > 0) {
        const some = absent.splice(0, requestsAtOnce);
        await Promise.all(
          some.map(async (file) => {
            const id = ids.get(file.path) ?? '';
            const stored = await this.#stored.get(id);
            const bytes = stored ?? (await gitlab.fileAt(project, commit, file.path, signal));
            take(file, bytes);
            if (!stored && bytes) await this.#stored.put(id, bytes);
          }),
        );
      }
    }
  }

  #keep<Text extends string | undefined>(key: string, text: Text): Text {
    if (this.#kept.has(key)) this.#size -= sizeOf(this.#kept.get(key));
    this.#kept.delete(key);
    this.#kept.set(key, text);
    this.#size += sizeOf(text);
    for (const [oldest, old] of this.#kept) {
      if (this.#size <= mostKept) break;
      this.#kept.delete(oldest);
      this.#size -= sizeOf(old);
    }
    return text;
  }
}

/** As git names a file at a commit. */
export function nameOf({ commit, path }: FileAtCommit): string {
  return `${commit}:${path}`;
}

/** Roughly: to be known costs something too. */
function sizeOf(text: string | undefined): number {
  return 64 + (text?.length ?? 0);
}
