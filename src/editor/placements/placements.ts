import * as vscode from 'vscode';
import { DisposableStore } from '../../core/base/disposable.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import type { GitLab } from '../../core/sync/ports.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import { Following } from './following.ts';
import { cellScheme } from './cellScheme.ts';
import type { FindingPlace, PlacedFinding } from './findingPlace.ts';
import type { PlacingGit } from './placeEntries.ts';
import type { RepositoryPlaces } from './repositoryPlaces.ts';
import { StoredBlobs } from './storedBlobs.ts';
import { ScannedTexts, type ScannedTextsPorts } from './scannedTexts.ts';

export interface PlacementsPorts {
  readonly store: SnapshotStore;
  readonly git: PlacingGit & ScannedTextsPorts;
  readonly connect: (snapshot: ReadySnapshot) => Promise<GitLab>;
  readonly onFault: (error: unknown) => void;
  /** The workspace's own; absent in a window without one. */
  readonly storage: vscode.Uri | undefined;
}

/** A busy machine takes its time, and a command that does nothing is worse than one that is late. */
const longestWait = 20_000;
const settleMilliseconds = 100;
/** Nobody sees a difference. */
const restatedMilliseconds = 30;

/** Which files' findings are elsewhere now, by URI as text; `undefined` for any. */
export type PlacementsChange = ReadonlySet<string> | undefined;

/**
 * Knows for every finding where it is, by file; everything that shows findings on lines asks here, and gets an answer
 * from memory.
 */
export class Placements implements vscode.Disposable {
  readonly #ports: PlacementsPorts;
  readonly #texts: ScannedTexts;
  readonly #own = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<PlacementsChange>();
  readonly #following: Following;
  readonly #repositories = new Map<string, RepositoryPlaces>();
  readonly #due = new Map<string, NodeJS.Timeout>();
  /** Under way. */
  readonly #updates = new Map<string, Promise<void>>();
  #restating: NodeJS.Timeout | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(ports: PlacementsPorts) {
    this.#ports = ports;
    this.#texts = new ScannedTexts(ports.git, new StoredBlobs(ports.storage));
    this.#following = this.#own.add(
      new Following({
        placesIn: (id) => this.#placesIn(id),
        isOnTheWay: (id) => this.#isOnTheWay(id),
        onMoved: (place) => this.of(place.root)?.places.move(place),
        onPause: (document) => void this.#replace(document),
      }),
    );
    this.#own.add(ports.store.onDidForget(() => this.forgetTexts()));
    const { workspace } = vscode;
    this.#own.add(this.#changed);
    this.#own.add(ports.store.onDidFetch((root) => void this.update(root)));
    this.#own.add(ports.store.onDidRestate((root) => void this.#restate(root)));
    this.#own.add(
      workspace.onDidRenameFiles((event) => {
        for (const repository of this.#repositories.values()) repository.rename(event);
      }),
    );
    this.#own.add(workspace.onDidCloseTextDocument((document) => this.#leave(document)));
    this.#own.add(workspace.onDidOpenNotebookDocument(() => this.#updateAll()));
    this.#own.add(workspace.onDidCloseNotebookDocument(() => this.#updateAll()));
    // The Git extension looks at most every few seconds; until then a finding would stand on the line that it had.
    const watcher = this.#own.add(workspace.createFileSystemWatcher('**/*', true));
    this.#own.add(watcher.onDidChange((uri) => this.#updateSoon(uri)));
    this.#own.add(watcher.onDidDelete((uri) => this.#updateSoon(uri)));
    this.#own.add(workspace.onDidCreateFiles(() => this.#updateAll()));
    this.#own.add(workspace.onDidDeleteFiles(() => this.#updateAll()));
    this.#own.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('gitlabSecurity.pathMappings')) this.#updateAll();
      }),
    );
  }

  /** All files with findings, by URI as text. */
  get files(): Iterable<string> {
    return this.#all().flatMap(({ places }) => [...places.files]);
  }

  /** What was scanned, for whoever compares more than lines. */
  get texts(): ScannedTexts {
    return this.#texts;
  }

  in(uri: vscode.Uri): readonly PlacedFinding[] {
    return this.inFile(uri.toString());
  }

  /** @param id the file's URI as text */
  inFile(id: string): readonly PlacedFinding[] {
    return this.#all().flatMap((repository) => repository.in(id));
  }

  of(root: string): RepositoryPlaces | undefined {
    return this.#repositories.get(root);
  }

  /** @param root of the repository; without it the first one that has the finding */
  find(root: string | undefined, key: string): PlacedFinding | undefined {
    if (root !== undefined) return this.of(root)?.find(key);
    for (const repository of this.#all()) {
      const found = repository.find(key);
      if (found) return found;
    }
    return undefined;
  }

  all(): readonly PlacedFinding[] {
    return this.#all().flatMap((repository) => repository.all());
  }

  /** Waits until the findings there are now are in their places, if that is under way; not for long. */
  async settled(): Promise<void> {
    const limit = new Promise<void>((resolve) => setTimeout(resolve, longestWait).unref());
    let waited: readonly Promise<void>[] = [];
    for (;;) {
      const running = [...this.#updates.values()];
      // Each is waited for once: one that failed, or was overtaken by one that is among them, does not come again.
      if (running.every((update) => waited.includes(update))) return;
      waited = running;
      await Promise.race([Promise.allSettled(running), limit]);
    }
  }

  /** Places a repository's findings anew: after a refresh, a commit, a save. */
  update(root: string): Promise<void> {
    const update = this.#update(root);
    this.#updates.set(root, update);
    const forget = () => {
      if (this.#updates.get(root) === update) this.#updates.delete(root);
    };
    update.then(forget, forget);
    return update;
  }

  async #update(root: string): Promise<void> {
    const snapshot = this.#ports.store.cells.get(root)?.ready;
    const known = this.#repositories.get(root);
    if (!snapshot) {
      known?.dispose();
      if (this.#repositories.delete(root)) this.#publish([]);
      return;
    }
    const repository = known ?? (await this.#begin(root));
    // While it was loaded the repository may have been closed, or its snapshot replaced.
    const latest = this.#ports.store.cells.get(root)?.ready;
    if (latest) await repository.update(latest);
    else if (this.#repositories.delete(root)) repository.dispose();
  }

  /** The source texts that GitLab gave an account are nobody else's. */
  forgetTexts(): void {
    void this.#texts.forget();
  }

  dispose(): void {
    for (const repository of this.#repositories.values()) repository.dispose();
    for (const timer of this.#due.values()) clearTimeout(timer);
    clearTimeout(this.#restating);
    this.#own.dispose();
  }

  /** The same findings in the same places, of which something else is known now. */
  async #restate(root: string): Promise<void> {
    const snapshot = this.#ports.store.cells.get(root)?.ready;
    const repository = this.#repositories.get(root);
    if (!snapshot || !repository) return;
    await repository.restate(snapshot);
    // Many findings are settled one by one: what shows them need not be told of each.
    this.#restating ??= setTimeout(() => {
      this.#restating = undefined;
      this.#changed.fire(undefined);
    }, restatedMilliseconds);
  }

  /** What places findings is loaded with the first of them. */
  async #begin(root: string): Promise<RepositoryPlaces> {
    const { RepositoryPlaces } = await import('./repositoryPlaces.ts');
    const { git, connect, onFault } = this.#ports;
    const onPlaced = (edited: readonly vscode.TextDocument[]) => this.#publish(edited);
    const ports = { git, texts: this.#texts, connect, onFault, onPlaced };
    const repository = this.#repositories.get(root) ?? new RepositoryPlaces(root, ports);
    this.#repositories.set(root, repository);
    return repository;
  }

  #publish(edited: readonly vscode.TextDocument[]): void {
    for (const document of vscode.workspace.textDocuments) this.#following.remember(document);
    for (const document of edited) this.#following.wait(document);
    this.#changed.fire(undefined);
  }

  async #replace(document: vscode.TextDocument): Promise<void> {
    const id = document.uri.toString();
    const repositories = this.#repositoriesOf(id);
    if (repositories.length === 0 || document.isClosed) return;
    // A cell is no file that could be compared: until it is saved its findings are followed only.
    if (document.uri.scheme !== cellScheme) {
      // Git is asked where the files are, which may take its time. Problems are not to wait for it.
      if (this.#isOnTheWay(id)) this.#changed.fire(new Set([id]));
      // A submodule's file is one of two repositories.
      await Promise.all(
        repositories.map((repository) =>
          repository.places.ways.has(id) ? repository.update() : repository.replace(document),
        ),
      );
      this.#following.remember(document);
    }
    // Also where nothing could be compared: the edits have moved what Problems shows.
    this.#changed.fire(new Set([id]));
  }

  /** A document was closed: what was typed may have been thrown away, and no pause comes any more. */
  #leave({ uri, version }: vscode.TextDocument): void {
    if (version === 1) return;
    for (const repository of this.#repositoriesOf(uri.toString())) void repository.update();
  }

  #all(): readonly RepositoryPlaces[] {
    return [...this.#repositories.values()];
  }

  #placesIn(id: string): readonly FindingPlace[] {
    return this.#all().flatMap(({ places }) => places.in(id));
  }

  #isOnTheWay(id: string): boolean {
    return this.#all().some(({ places }) => places.ways.has(id));
  }

  /** Whose findings are in a file, or whose findings' steps are. */
  #repositoriesOf(id: string): readonly RepositoryPlaces[] {
    return this.#all().filter(({ places }) => places.concern(id));
  }

  /** Another program wrote a file: once for all that it writes at a time. */
  #updateSoon(uri: vscode.Uri): void {
    const id = uri.toString();
    // Of what is open the text changes as well, also by a save of the editor's own.
    if (vscode.workspace.textDocuments.some((document) => document.uri.toString() === id)) return;
    for (const { root } of this.#repositoriesOf(id)) {
      clearTimeout(this.#due.get(root));
      this.#due.set(
        root,
        setTimeout(() => void this.update(root), settleMilliseconds),
      );
    }
  }

  #updateAll(): void {
    for (const repository of this.#repositories.values()) void repository.update();
  }
}
