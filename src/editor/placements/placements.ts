import * as vscode from 'vscode';
import { DisposableStore } from '../../core/base/disposable.ts';
import type { ScannedLines } from '../../core/placement/followEdit.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import type { GitLab } from '../../core/sync/ports.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import type { Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import { settings } from '../settings.ts';
import { EditorRenames } from './fileLocator.ts';
import { followChanges, rememberLines } from './followDocument.ts';
import type { PlacedFinding } from './placedFinding.ts';
import type { ReportedPlace } from '../../core/view/details/model.ts';
import { placeEntries, type PlacedEntry, type PlacingGit } from './placeEntries.ts';
import { PlacementMemory } from './placementMemory.ts';
import { entryOf, placeRepository, type Flows, type RepositoryPorts } from './placeRepository.ts';
import { replaceInDocument } from './replaceInDocument.ts';
import { ScannedTexts, type RemoteProject, type ScannedTextsPorts } from './scannedTexts.ts';

export interface PlacementsPorts {
  readonly store: SnapshotStore;
  readonly git: PlacingGit & ScannedTextsPorts;
  readonly connect: (snapshot: ReadySnapshot) => Promise<GitLab>;
  readonly onFault: (error: unknown) => void;
}

/** Which files' findings are now elsewhere; `undefined` for any. */
export type PlacementsChange = ReadonlySet<string> | undefined;

/** A pause in typing: then the texts themselves are compared, which edits alone cannot replace. */
const idleMilliseconds = 200;
const patienceMilliseconds = 60_000;

/** What is remembered of one repository from run to run. */
interface Place {
  readonly renames: EditorRenames;
  readonly memory: PlacementMemory;
  /** By finding, where GitLab told them when it was opened. */
  readonly flows: Map<string, Flows>;
  run: AbortController;
  placed: Map<string, PlacedFinding>;
  /** Epoch milliseconds until which GitLab is not asked for texts again after it failed to give them. */
  patience: number;
}

/**
 * Knows for every finding where it is, by file; everything that shows findings on lines asks here, and gets an answer
 * from memory.
 */
export class Placements implements vscode.Disposable {
  readonly #ports: PlacementsPorts;
  readonly #texts: ScannedTexts;
  readonly #own = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<PlacementsChange>();
  readonly #places = new Map<string, Place>();
  readonly #remembered = new Map<string, ReadonlyMap<string, ScannedLines>>();
  readonly #idle = new Map<string, NodeJS.Timeout>();
  #byUri = new Map<string, PlacedFinding[]>();

  readonly onDidChange = this.#changed.event;

  constructor(ports: PlacementsPorts) {
    this.#ports = ports;
    this.#texts = new ScannedTexts(ports.git);
    const { workspace } = vscode;
    this.#own.add(this.#changed);
    this.#own.add(ports.store.onDidChange((root) => void this.update(root)));
    this.#own.add(workspace.onDidChangeTextDocument((event) => this.#follow(event)));
    this.#own.add(workspace.onDidOpenTextDocument((document) => this.#remember(document)));
    this.#own.add(workspace.onDidCloseTextDocument(({ uri }) => this.#close(uri.toString())));
    this.#own.add(workspace.onDidRenameFiles((event) => this.#rename(event)));
    this.#own.add(workspace.onDidCreateFiles(() => this.#updateAll()));
    this.#own.add(workspace.onDidDeleteFiles(() => this.#updateAll()));
    this.#own.add(
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('gitlabSecurity.pathMappings')) this.#updateAll();
      }),
    );
  }

  /** All files with findings on their lines. */
  get files(): ReadonlyMap<string, readonly PlacedFinding[]> {
    return this.#byUri;
  }

  in(uri: vscode.Uri): readonly PlacedFinding[] {
    return this.#byUri.get(uri.toString()) ?? [];
  }

  /** @param root of the repository; without it the first one that has the finding */
  find(root: string | undefined, key: string): PlacedFinding | undefined {
    const places = root === undefined ? [...this.#places.values()] : [this.#places.get(root)];
    return places.map((place) => place?.placed.get(key)).find((placed) => placed !== undefined);
  }

  all(): readonly PlacedFinding[] {
    return [...this.#places.values()].flatMap(({ placed }) => [...placed.values()]);
  }

  /** Code flows that GitLab told only when the finding was opened: their steps are to be placed as well. */
  followFlows(root: string, key: string, flows: Flows): void {
    const place = this.#places.get(root);
    const isReported = place?.placed.get(key)?.finding.details !== undefined;
    if (!place || isReported || place.flows.get(key) === flows) return;
    place.flows.set(key, flows);
    void this.update(root);
  }

  /** The code flows of a finding, as far as they are known. */
  flowsOf(root: string, { key, details }: Finding): Flows {
    return details?.codeFlows ?? this.#places.get(root)?.flows.get(key) ?? [];
  }

  /** Finds again any place that a finding's report names. */
  async locate(
    { root, snapshot, finding }: PlacedFinding,
    place: ReportedPlace,
  ): Promise<PlacedEntry | undefined> {
    const known = this.#places.get(root);
    const entry = entryOf(finding, 'place', { kind: 'code', ...place }, settings.pathMappings);
    if (!known || !entry) return undefined;
    const ports = {
      ...this.#portsOf(known, root, snapshot.project.path),
      memory: new PlacementMemory(),
      remote: this.#remoteOf(snapshot),
    };
    const { signal } = new AbortController();
    return (await placeEntries(root, snapshot.pipeline.sha, [entry], ports, signal)).get(entry.id);
  }

  /** Places a repository's findings anew: after a refresh, a commit, a save. */
  async update(root: string): Promise<void> {
    const place = this.#places.get(root);
    place?.run.abort();
    const snapshot = this.#ports.store.cells.get(root)?.ready;
    if (!snapshot) {
      if (this.#places.delete(root)) this.#publish();
      return;
    }
    const run = new AbortController();
    const now = place ?? newPlace(run);
    now.run = run;
    this.#places.set(root, now);
    const ports = this.#portsOf(now, root, snapshot.project.path);
    try {
      await this.#settle(now, run.signal, (signal) => placeRepository(root, snapshot, ports, signal));
      // What could not be compared for want of the text is shown meanwhile where the scan saw it, and marked.
      if (![...now.placed.values()].some(lacksText) || Date.now() < now.patience) return;
      const remote = this.#remoteOf(snapshot);
      await this.#settle(now, run.signal, (signal) =>
        placeRepository(root, snapshot, { ...ports, remote }, signal),
      );
    } catch (error) {
      if (run.signal.aborted) return;
      now.patience = Date.now() + patienceMilliseconds;
      this.#ports.onFault(error);
    }
  }

  dispose(): void {
    for (const { run } of this.#places.values()) run.abort();
    for (const timer of this.#idle.values()) clearTimeout(timer);
    this.#own.dispose();
  }

  #portsOf({ renames, memory }: Place, root: string, projectPath: string): RepositoryPorts {
    return {
      git: this.#ports.git,
      texts: this.#texts,
      mappings: settings.pathMappings,
      renames: renames.of,
      memory,
      projectPath,
      flowsOf: (finding) => this.flowsOf(root, finding),
    };
  }

  #remoteOf(snapshot: ReadySnapshot): RemoteProject {
    return { gitlab: () => this.#ports.connect(snapshot), path: snapshot.pipeline.projectPath };
  }

  /** Takes a run's result over, but for documents that were edited while it went on: those have been followed. */
  async #settle(
    place: Place,
    signal: AbortSignal,
    run: (signal: AbortSignal) => Promise<readonly PlacedFinding[]>,
  ): Promise<void> {
    const versions = new Map(
      vscode.workspace.textDocuments.map(({ uri, version }) => [uri.toString(), version]),
    );
    const placed = await run(signal);
    signal.throwIfAborted();
    const edited = vscode.workspace.textDocuments.filter(({ uri, version }) => {
      const before = versions.get(uri.toString());
      return before !== undefined && before !== version;
    });
    const ids = new Set(edited.map(({ uri }) => uri.toString()));
    place.placed = new Map(
      placed.map((entry) => {
        const { key } = entry.finding;
        const followed = ids.has(entry.uri?.toString() ?? '') ? place.placed.get(key) : undefined;
        return [key, followed ? { ...entry, placement: followed.placement } : entry];
      }),
    );
    place.renames.keep(presentPaths(place.placed.values()));
    this.#publish();
    for (const document of edited) this.#wait(document);
  }

  #publish(): void {
    const byUri = new Map<string, PlacedFinding[]>();
    for (const placed of this.all()) {
      if (!placed.uri) continue;
      const id = placed.uri.toString();
      const list = byUri.get(id);
      if (list) list.push(placed);
      else byUri.set(id, [placed]);
    }
    this.#byUri = byUri;
    this.#remembered.clear();
    for (const document of vscode.workspace.textDocuments) this.#remember(document);
    this.#changed.fire(undefined);
  }

  #remember(document: vscode.TextDocument): void {
    const id = document.uri.toString();
    const placed = this.#byUri.get(id);
    if (placed) this.#remembered.set(id, rememberLines(document, placed));
  }

  #close(id: string): void {
    this.#remembered.delete(id);
    clearTimeout(this.#idle.get(id));
    this.#idle.delete(id);
  }

  /** Every keystroke comes by here: arithmetic only. */
  #follow(event: vscode.TextDocumentChangeEvent): void {
    const id = event.document.uri.toString();
    const placed = this.#byUri.get(id);
    if (!placed || event.contentChanges.length === 0) return;
    const remembered = this.#remembered.get(id);
    for (const [index, before] of placed.entries()) {
      const after = followChanges(event, before, remembered?.get(before.finding.key));
      if (after === before) continue;
      placed[index] = after;
      this.#places.get(after.root)?.placed.set(after.finding.key, after);
    }
    this.#wait(event.document);
  }

  #wait(document: vscode.TextDocument): void {
    const id = document.uri.toString();
    clearTimeout(this.#idle.get(id));
    this.#idle.set(
      id,
      setTimeout(() => void this.#replace(document), idleMilliseconds),
    );
  }

  async #replace(document: vscode.TextDocument): Promise<void> {
    const id = document.uri.toString();
    const placed = this.#byUri.get(id);
    const place = this.#places.get(placed?.[0]?.root ?? '');
    if (!placed || !place || document.isClosed) return;
    // What is found by name is looked for in several files.
    if (placed.some(({ finding }) => finding.location.kind !== 'code'))
      return this.update(placed[0]?.root ?? '');
    try {
      const { signal } = place.run;
      const snapshot = placed[0]?.snapshot;
      const remote = snapshot && Date.now() >= place.patience ? this.#remoteOf(snapshot) : undefined;
      const now = await replaceInDocument(document, placed, this.#texts, remote, signal);
      if (!now || signal.aborted || this.#byUri.get(id) !== placed) return;
      for (const entry of now) place.placed.set(entry.finding.key, entry);
      this.#byUri.set(id, [...now]);
      this.#remember(document);
      this.#changed.fire(new Set([id]));
    } catch (error) {
      if (place.run.signal.aborted) return;
      place.patience = Date.now() + patienceMilliseconds;
      this.#ports.onFault(error);
    }
  }

  #rename(event: vscode.FileRenameEvent): void {
    for (const [root, { renames, placed }] of this.#places) {
      const folder = `${root}/`;
      const relative = (uri: vscode.Uri) =>
        uri.toString().startsWith(folder)
          ? decodeURIComponent(uri.toString().slice(folder.length))
          : undefined;
      renames.add(event, relative, presentPaths(placed.values()));
      void this.update(root);
    }
  }

  #updateAll(): void {
    for (const root of this.#places.keys()) void this.update(root);
  }
}

function newPlace(run: AbortController): Place {
  return {
    renames: new EditorRenames(),
    memory: new PlacementMemory(),
    flows: new Map(),
    run,
    placed: new Map(),
    patience: 0,
  };
}

/** Where scanned files are now, by the path that was scanned. */
function presentPaths(placed: Iterable<PlacedFinding>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { scan, placement, uri } of placed)
    if (uri && scan.path !== undefined && placement.path !== undefined) paths.set(scan.path, placement.path);
  return paths;
}

function lacksText({ placement }: PlacedFinding): boolean {
  return isOnLines(placement) && placement.kind === 'changed' && placement.because === 'unknown';
}
