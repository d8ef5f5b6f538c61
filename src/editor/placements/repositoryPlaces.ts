import * as vscode from 'vscode';
import type { Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import type { GitLab } from '../../core/sync/ports.ts';
import type { ReportedPlace } from '../../core/view/details/model.ts';
import { settings } from '../settings.ts';
import { EditorRenames } from './fileLocator.ts';
import { intoCells } from './intoCells.ts';
import type { PlacedFinding } from './placedFinding.ts';
import { lacksText, presentPaths } from './placedFinding.ts';
import { placeEntries, type PlacedEntry, type PlacingGit } from './placeEntries.ts';
import { KeptIndex } from './keptIndex.ts';
import { PlacementMemory } from './placementMemory.ts';
import { entryOf, placeRepository, type Flows, type RepositoryPorts } from './placeRepository.ts';
import { replaceInDocument } from './replaceInDocument.ts';
import type { RemoteProject, ScannedTexts } from './scannedTexts.ts';
import { TextThread } from './textThread.ts';
import { ThreadTurns } from '../threadTurns.ts';

export interface RepositoryPlacesPorts {
  readonly git: PlacingGit;
  readonly texts: ScannedTexts;
  readonly connect: (snapshot: ReadySnapshot) => Promise<GitLab>;
  readonly onFault: (error: unknown) => void;
  /** Everything may be elsewhere now, but for documents that were edited meanwhile. */
  readonly onPlaced: (edited: readonly vscode.TextDocument[]) => void;
}

/** How long GitLab is not asked for texts again after it failed to give them. */
const patienceMilliseconds = 60_000;

/** Where one repository's findings are. */
export class RepositoryPlaces {
  readonly #root: string;
  readonly #ports: RepositoryPlacesPorts;
  readonly #renames = new EditorRenames();
  readonly #memory = new PlacementMemory();
  readonly #index = new KeptIndex();
  readonly #thread = new TextThread();
  /** By finding, where GitLab told them only when it was opened. */
  readonly #flows = new Map<string, Flows>();
  #snapshot: ReadySnapshot | undefined;
  #run = new AbortController();
  #placed = new Map<string, PlacedFinding>();
  #patientUntil = 0;

  constructor(root: string, ports: RepositoryPlacesPorts) {
    this.#root = root;
    this.#ports = ports;
  }

  /** By key. */
  get placed(): ReadonlyMap<string, PlacedFinding> {
    return this.#placed;
  }

  /** A finding was followed to another place. */
  move(placed: PlacedFinding): void {
    this.#placed.set(placed.finding.key, placed);
  }

  /** Places all findings anew: after a refresh, a commit, a save. */
  async update(snapshot: ReadySnapshot | undefined = this.#snapshot): Promise<void> {
    this.#run.abort();
    if (!snapshot) return;
    this.#snapshot = snapshot;
    const run = new AbortController();
    this.#run = run;
    await this.#guard(run.signal, async () => {
      // Whatever told of the change has had its own turn.
      await new ThreadTurns(run.signal).pause();
      const ports = this.#portsOf(snapshot);
      await this.#take(run.signal, placeRepository(this.#root, snapshot, ports, run.signal));
      // What could not be compared for want of the text is shown meanwhile where the scan saw it, and marked.
      if (![...this.#placed.values()].some(lacksText) || Date.now() < this.#patientUntil) return;
      const remote = this.#remoteOf(snapshot);
      await this.#take(run.signal, placeRepository(this.#root, snapshot, { ...ports, remote }, run.signal));
    });
  }

  /** The same findings in the same places, of which something else is known now. */
  restate(snapshot: ReadySnapshot): void {
    this.#snapshot = snapshot;
    this.#restate();
  }

  /** Places the findings of one document by its text as it is now, unless that has changed again. */
  async replace(document: vscode.TextDocument, placed: readonly PlacedFinding[]): Promise<void> {
    const snapshot = this.#snapshot;
    // What is found by name is looked for in several files.
    if (!snapshot || placed.some(({ finding }) => finding.location.kind !== 'code')) {
      await this.update();
      return;
    }
    const { signal } = this.#run;
    await this.#guard(signal, async () => {
      const remote = Date.now() < this.#patientUntil ? undefined : this.#remoteOf(snapshot);
      const now = await replaceInDocument(document, placed, this.#ports.texts, this.#thread, remote, signal);
      signal.throwIfAborted();
      for (const entry of now ?? []) this.move(entry);
      // What is known of them may have changed while they were looked for.
      this.#restate();
    });
  }

  /** Finds again any place that a finding's report names. */
  async locate(finding: Finding, place: ReportedPlace): Promise<PlacedEntry | undefined> {
    const entry = entryOf(finding, 'place', { kind: 'code', ...place }, settings.pathMappings);
    const snapshot = this.#snapshot;
    if (!snapshot || !entry) return undefined;
    const memory = new PlacementMemory();
    const ports = { ...this.#portsOf(snapshot), memory, remote: this.#remoteOf(snapshot) };
    const { signal } = new AbortController();
    return (await placeEntries(this.#root, snapshot.pipeline.sha, [entry], ports, signal)).get(entry.id);
  }

  /** The code flows of a finding, as far as they are known. */
  flowsOf({ key, details }: Finding): Flows {
    return details?.codeFlows ?? this.#flows.get(key) ?? [];
  }

  /** Code flows that GitLab told only when the finding was opened: their steps are to be placed as well. */
  followFlows(key: string, flows: Flows): void {
    const isReported = this.#placed.get(key)?.finding.details !== undefined;
    if (isReported || this.#flows.get(key) === flows) return;
    this.#flows.set(key, flows);
    void this.update();
  }

  rename(event: vscode.FileRenameEvent): void {
    const folder = `${this.#root}/`;
    const relative = (uri: vscode.Uri) => {
      const id = uri.toString();
      return id.startsWith(folder) ? decodeURIComponent(id.slice(folder.length)) : undefined;
    };
    this.#renames.add(event, relative, presentPaths(this.#placed.values()));
    void this.update();
  }

  dispose(): void {
    this.#run.abort();
    this.#thread.dispose();
  }

  /** Takes a run's result over, but for documents that were edited while it went on: those have been followed. */
  async #take(signal: AbortSignal, result: Promise<readonly PlacedFinding[]>): Promise<void> {
    const versions = new Map(
      vscode.workspace.textDocuments.map(({ uri, version }) => [uri.toString(), version]),
    );
    const placed = await intoCells(await result, this.#placed, this.#thread, signal);
    await new ThreadTurns(signal).pause();
    const edited = vscode.workspace.textDocuments.filter(({ uri, version, isDirty }) => {
      const before = versions.get(uri.toString());
      // Of a document that was opened meanwhile the run has read the file.
      return before === undefined ? isDirty || version > 1 : before !== version;
    });
    const idsOf = (documents: readonly vscode.TextDocument[]) =>
      new Set(documents.map(({ uri }) => uri.toString()));
    const ids = idsOf(edited);
    const open = idsOf(vscode.workspace.textDocuments);
    this.#placed = new Map(
      placed.map((entry) => {
        const { key } = entry.finding;
        const id = entry.uri?.toString() ?? '';
        const before = this.#placed.get(key);
        if (before && ids.has(id)) return [key, { ...entry, placement: before.placement }];
        return [key, before && open.has(id) ? whereEditsLed(entry, before) : entry];
      }),
    );
    // What is known of them may have changed while they were looked for.
    this.#restate();
    if (this.#renames.of.size > 0) this.#renames.keep(presentPaths(this.#placed.values()));
    this.#ports.onPlaced(edited);
  }

  #restate(): void {
    const snapshot = this.#snapshot;
    const dated = [...this.#placed.values()].filter((placed) => placed.snapshot !== snapshot);
    if (!snapshot || dated.length === 0) return;
    const known = new Map(snapshot.findings.map((finding) => [finding.key, finding]));
    for (const placed of dated) {
      const finding = known.get(placed.finding.key);
      if (finding) this.#placed.set(finding.key, { ...placed, snapshot, finding });
    }
  }

  async #guard(signal: AbortSignal, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (signal.aborted) return;
      this.#patientUntil = Date.now() + patienceMilliseconds;
      this.#ports.onFault(error);
    }
  }

  #portsOf(snapshot: ReadySnapshot): RepositoryPorts {
    const { git, texts } = this.#ports;
    return {
      git,
      texts,
      mappings: settings.pathMappings,
      renames: this.#renames.of,
      memory: this.#memory,
      index: this.#index,
      thread: this.#thread,
      projectPath: snapshot.project.path,
      flowsOf: (finding) => this.flowsOf(finding),
    };
  }

  #remoteOf(snapshot: ReadySnapshot): RemoteProject {
    return { gitlab: () => this.#ports.connect(snapshot), path: snapshot.pipeline.projectPath };
  }
}

/** What cannot be compared in an open document stays where its edits have led it; the same scan of the same file is meant. */
function whereEditsLed(entry: PlacedFinding, before: PlacedFinding): PlacedFinding {
  const isSame = entry.scan.commit === before.scan.commit && entry.uri?.toString() === before.uri?.toString();
  if (!isSame || !lacksText(entry) || !isOnLines(entry.placement) || !isOnLines(before.placement))
    return entry;
  return { ...entry, placement: { ...entry.placement, lines: before.placement.lines } };
}
