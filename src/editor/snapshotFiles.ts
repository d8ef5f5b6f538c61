import * as vscode from 'vscode';
import type { Disposable } from '../core/base/disposable.ts';
import type { Instance } from '../core/model/project.ts';
import type { ReadySnapshot } from '../core/model/snapshot.ts';
import { candidateProjects } from '../core/remote/candidateProjects.ts';
import type { BranchHead } from '../core/sync/ports.ts';
import type { StoredSnapshots } from '../core/sync/storedSnapshots.ts';
import { ThreadTurns } from './threadTurns.ts';
import { pruneFolder } from './pruneFolder.ts';

export interface SnapshotFilesPorts {
  /** The workspace's own folder of VS Code; without one nothing is kept. */
  readonly storage: vscode.Uri | undefined;
  readonly instances: () => Promise<readonly Instance[]>;
  /** Those too that somebody is signed in to but whose secret cannot be read at the moment. */
  readonly noted: () => Promise<readonly Instance[]>;
  readonly schedule: (milliseconds: number, callback: () => void) => Disposable;
  readonly onFault: (error: unknown) => void;
}

/** Changes that follow upon each other are one write. */
const delay = 1000;
/** Findings that are the same are written again after a while, so that their age is about right. */
const longestUnwritten = 30 * 60_000;
const mostBytes = 64 * 1024 * 1024;

interface Place {
  /** Which instance and which branch, as digests: `INSTANCE-BRANCH`. */
  readonly name: string;
  readonly key: string;
  readonly instance: Instance;
}

/**
 * Keeps snapshots as files, one for each branch of each repository and instance. Of an instance that nobody is signed in
 * to any more nothing stays.
 */
export class SnapshotFiles implements StoredSnapshots, vscode.Disposable {
  readonly #ports: SnapshotFilesPorts;
  readonly #folder: vscode.Uri | undefined;
  readonly #latest = new Map<string, { readonly head: BranchHead; readonly snapshot: ReadySnapshot }>();
  /** Writes to come, by branch. */
  readonly #planned = new Map<string, Disposable>();
  readonly #written = new Map<string, { readonly content: string; readonly fetchedAt: number }>();
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
    this.#latest.set(head.repository.root, { head, snapshot });
    const branch = idOf(head);
    this.#planned.get(branch)?.dispose();
    const timer = this.#ports.schedule(delay, () => {
      this.#planned.delete(branch);
      void this.#write(head, snapshot);
    });
    this.#planned.set(branch, timer);
  }

  /** GitLab said something of a finding since the snapshot was fetched. */
  amend(snapshot: ReadySnapshot | undefined): void {
    if (!snapshot) return;
    const before = this.#latest.get(snapshot.repository.root);
    // What was only marked here is not in it.
    if (before?.snapshot === snapshot) return;
    if (before?.snapshot.fetchedAt === snapshot.fetchedAt) this.keep(before.head, snapshot);
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

  /** Somebody signed in or out. */
  forgetSignedOut(): void {
    void this.#inTurn((folder) => this.#forgetOthers(folder));
  }

  dispose(): void {
    this.#end.abort();
    for (const timer of this.#planned.values()) timer.dispose();
  }

  #write(head: BranchHead, snapshot: ReadySnapshot): Promise<void> {
    return this.#inTurn(async (folder) => {
      const places = await this.#placesOf(head);
      const place = places.find(({ instance }) => instance.url === snapshot.instance.url);
      if (!place) return;
      const { packSnapshot } = await packing();
      const packed = await packSnapshot(snapshot, place.key, this.#pause());
      const before = this.#written.get(place.name);
      const isOld = snapshot.fetchedAt - (before?.fetchedAt ?? 0) > longestUnwritten;
      if (!packed || (packed.content === before?.content && !isOld)) return;
      const bytes = await packed.bytes();
      if (bytes.length > mostBytes / 4) return;
      await vscode.workspace.fs.createDirectory(folder);
      // Renamed when it is whole: a window that is closed meanwhile leaves the one before.
      const unfinished = vscode.Uri.joinPath(folder, `${place.name}.part`);
      await vscode.workspace.fs.writeFile(unfinished, bytes);
      await vscode.workspace.fs.rename(unfinished, vscode.Uri.joinPath(folder, place.name), {
        overwrite: true,
      });
      this.#written.set(place.name, { content: packed.content, fetchedAt: snapshot.fetchedAt });
      await pruneFolder(folder, mostBytes);
    });
  }

  async #forgetOthers(folder: vscode.Uri): Promise<void> {
    const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
    if (entries.length === 0) return;
    const instances = await Promise.all((await this.#ports.noted()).map(prefixOf));
    for (const [name] of entries) {
      if (instances.includes(name.slice(0, name.indexOf('-')))) continue;
      this.#written.delete(name);
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name));
    }
  }

  /** On every signed-in instance that a remote leads to; other remotes are another repository. */
  async #placesOf({ repository, branch, commit, remotes }: BranchHead): Promise<readonly Place[]> {
    const { candidates } = candidateProjects(remotes, await this.#ports.instances());
    if (candidates.length === 0) return [];
    const projects = candidates.map(({ instance, path }) => `${instance.url} ${path}`).sort();
    const { snapshotKey } = await packing();
    const key = await snapshotKey([repository.root, branch ?? commit, ...projects]);
    const instances = new Map(candidates.map(({ instance }) => [instance.url, instance]));
    return Promise.all(
      [...instances.values()].map(async (instance) => ({
        name: `${await prefixOf(instance)}-${key.slice(0, 40)}`,
        key,
        instance,
      })),
    );
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

async function prefixOf({ url }: Instance): Promise<string> {
  const { snapshotKey } = await packing();
  return (await snapshotKey([url])).slice(0, 16);
}
