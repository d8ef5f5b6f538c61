import * as vscode from 'vscode';
import type { Disposable } from '../core/base/disposable.ts';
import type { ReadySnapshot } from '../core/model/snapshot.ts';
import type { BranchHead } from '../core/sync/ports.ts';
import type { StoredSnapshots } from '../core/sync/storedSnapshots.ts';
import type { MarkedAccount } from './signIn/markAccount.ts';
import { ThreadTurns } from './threadTurns.ts';
import { pruneFolder } from './pruneFolder.ts';
import { accountPrefix, snapshotPlaces, type SnapshotPlace } from './snapshotPlaces.ts';

export interface SnapshotFilesPorts {
  /** The workspace's own folder of VS Code; without one nothing is kept. */
  readonly storage: vscode.Uri | undefined;
  /** The accounts that are asked with, one of each instance. */
  readonly inUse: () => Promise<readonly MarkedAccount[]>;
  /** The ids of all accounts, those too whose secret cannot be read at the moment. */
  readonly noted: () => Promise<readonly string[]>;
  /** Told where there is no account at all: nothing that GitLab gave may stay. */
  readonly onNobody: () => void;
  readonly schedule: (milliseconds: number, callback: () => void) => Disposable;
  readonly onFault: (error: unknown) => void;
}

/** Changes that follow upon each other are one write. */
const delay = 1000;
/** Findings that are the same are written again after a while, so that their age is about right. */
const longestUnwritten = 30 * 60_000;
const mostBytes = 64 * 1024 * 1024;

interface Kept {
  readonly head: BranchHead;
  readonly snapshot: ReadySnapshot;
  /** Those of the accounts that were in use when GitLab answered. */
  readonly places: Promise<readonly SnapshotPlace[]>;
}

/**
 * Keeps snapshots as files, one for each branch of each repository and account: what one was given is nobody else's. Of an
 * account that is signed out nothing stays.
 */
export class SnapshotFiles implements StoredSnapshots, vscode.Disposable {
  readonly #ports: SnapshotFilesPorts;
  readonly #folder: vscode.Uri | undefined;
  readonly #latest = new Map<string, Kept>();
  /** Writes to come, by branch. */
  readonly #planned = new Map<string, Disposable>();
  readonly #written = new Map<
    string,
    { readonly key: string; readonly content: string; readonly fetchedAt: number }
  >();
  readonly #end = new AbortController();
  /** One thing at a time. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ports: SnapshotFilesPorts) {
    this.#ports = ports;
    this.#folder = ports.storage && vscode.Uri.joinPath(ports.storage, 'snapshots');
  }

  recall(head: BranchHead): Promise<ReadySnapshot | undefined> {
    return this.#inTurn(async (folder) => {
      await this.#forgetOthers(folder);
      for (const { name, key, instance } of await this.#placesOf(head)) {
        const file = vscode.Uri.joinPath(folder, name);
        const bytes = await vscode.workspace.fs.readFile(file).then(undefined, () => undefined);
        if (!bytes) continue;
        const { unpackSnapshot } = await packing();
        const snapshot = await unpackSnapshot(bytes, key, this.#pause());
        const { root } = head.repository;
        if (snapshot?.repository.root === root && snapshot.instance.url === instance.url) return snapshot;
        this.#written.delete(name);
        await vscode.workspace.fs.delete(file);
      }
      return undefined;
    });
  }

  keep(head: BranchHead, snapshot: ReadySnapshot): void {
    this.#plan({ head, snapshot, places: this.#placesOf(head).catch(() => []) });
  }

  /** GitLab said something of a finding since the snapshot was fetched. */
  amend(snapshot: ReadySnapshot | undefined): void {
    if (!snapshot) return;
    const before = this.#latest.get(snapshot.repository.root);
    // What was only marked here is not in it.
    if (before?.snapshot === snapshot) return;
    if (before?.snapshot.fetchedAt === snapshot.fetchedAt) this.#plan({ ...before, snapshot });
  }

  drop(head: BranchHead): void {
    this.#planned.get(idOf(head))?.dispose();
    this.#latest.delete(head.repository.root);
    void this.#inTurn(async (folder) => {
      for (const { name } of await this.#placesOf(head)) {
        this.#written.delete(name);
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name)).then(undefined, () => undefined);
      }
    });
  }

  /** Somebody signed in or out, or chose another account: what is not written yet may have been another one's. */
  forgetSignedOut(): void {
    for (const timer of this.#planned.values()) timer.dispose();
    this.#planned.clear();
    this.#latest.clear();
    void this.#inTurn((folder) => this.#forgetOthers(folder));
  }

  dispose(): void {
    this.#end.abort();
    for (const timer of this.#planned.values()) timer.dispose();
  }

  #plan(kept: Kept): void {
    this.#latest.set(kept.head.repository.root, kept);
    const branch = idOf(kept.head);
    this.#planned.get(branch)?.dispose();
    const timer = this.#ports.schedule(delay, () => {
      this.#planned.delete(branch);
      void this.#write(kept);
    });
    this.#planned.set(branch, timer);
  }

  #write({ head, snapshot, places }: Kept): Promise<void> {
    return this.#inTurn(async (folder) => {
      const place = (await places).find(({ instance }) => instance.url === snapshot.instance.url);
      // Nobody may have told of it that the account is gone by now.
      if (!place || !(await this.#placesOf(head)).some(({ key }) => key === place.key)) return;
      const { packSnapshot } = await packing();
      const packed = await packSnapshot(snapshot, place.key, this.#pause());
      const before = this.#written.get(place.name);
      const isOld = snapshot.fetchedAt - (before?.fetchedAt ?? 0) > longestUnwritten;
      const isSame = packed?.content === before?.content && place.key === before?.key;
      if (!packed || (isSame && !isOld)) return;
      const bytes = await packed.bytes();
      if (bytes.length > mostBytes / 4) return;
      await vscode.workspace.fs.createDirectory(folder);
      // Renamed when it is whole: a window that is closed meanwhile leaves the one before.
      const unfinished = vscode.Uri.joinPath(folder, `${place.name}.part`);
      await vscode.workspace.fs.writeFile(unfinished, bytes);
      await vscode.workspace.fs.rename(unfinished, vscode.Uri.joinPath(folder, place.name), {
        overwrite: true,
      });
      this.#written.set(place.name, {
        key: place.key,
        content: packed.content,
        fetchedAt: snapshot.fetchedAt,
      });
      await pruneFolder(folder, mostBytes);
    });
  }

  async #forgetOthers(folder: vscode.Uri): Promise<void> {
    const noted = await this.#ports.noted();
    if (noted.length === 0) this.#ports.onNobody();
    const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
    if (entries.length === 0) return;
    const accounts = await Promise.all(noted.map(accountPrefix));
    for (const [name] of entries) {
      if (accounts.includes(name.slice(0, name.indexOf('-')))) continue;
      this.#written.delete(name);
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name));
    }
  }

  async #placesOf(head: BranchHead): Promise<readonly SnapshotPlace[]> {
    return snapshotPlaces(head, await this.#ports.inUse());
  }

  #inTurn<T>(act: (folder: vscode.Uri) => Promise<T>): Promise<T | undefined> {
    const folder = this.#folder;
    if (!folder) return Promise.resolve(undefined);
    const result = this.#queue.then(async () => {
      try {
        return this.#end.signal.aborted ? undefined : await act(folder);
      } catch (error) {
        // A full disk, or one that may not be written to: the next answer of GitLab is another try.
        if (!this.#end.signal.aborted) this.#ports.onFault(error);
        return undefined;
      }
    });
    this.#queue = result;
    return result;
  }

  #pause(): () => Promise<void> {
    const turns = new ThreadTurns(this.#end.signal);
    return () => turns.next();
  }
}

function idOf({ repository, branch, commit }: BranchHead): string {
  return JSON.stringify([repository.root, branch ?? commit]);
}

function packing() {
  return import('../core/sync/stored/storedSnapshot.ts');
}
