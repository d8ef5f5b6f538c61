import * as vscode from 'vscode';
import type { Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import type { GitLab } from '../../core/sync/ports.ts';
import type { ReportedPlace } from '../../core/view/details/model.ts';
import { settings } from '../settings.ts';
import { EditorRenames } from './fileLocator.ts';
import { intoCells } from './intoCells.ts';
import { lacksText, presentPaths, type FindingPlace, type PlacedFinding } from './findingPlace.ts';
import { FindingPlaces } from './findingPlaces.ts';
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
  readonly root: string;
  readonly #ports: RepositoryPlacesPorts;
  readonly #renames = new EditorRenames();
  readonly #memory = new PlacementMemory();
  readonly #index = new KeptIndex();
  readonly #thread = new TextThread();
  /** By finding, where GitLab told them only when it was opened. */
  readonly #flows = new Map<string, Flows>();
  #snapshot: ReadySnapshot | undefined;
  readonly #end = new AbortController();
  #run = new AbortController();
  #places = new FindingPlaces();
  #patientUntil = 0;

  constructor(root: string, ports: RepositoryPlacesPorts) {
    this.root = root;
    this.#ports = ports;
  }

  get places(): FindingPlaces {
    return this.#places;
  }

  /** By key. */
  find(key: string): PlacedFinding | undefined {
    const place = this.#places.get(key);
    return place && this.#snapshot && { ...place, snapshot: this.#snapshot };
  }

  /** @param id a file's URI as text */
  in(id: string): readonly PlacedFinding[] {
    const snapshot = this.#snapshot;
    return snapshot ? this.#places.in(id).map((place) => ({ ...place, snapshot })) : [];
  }

  all(): readonly PlacedFinding[] {
    const snapshot = this.#snapshot;
    return snapshot ? [...this.#places.values()].map((place) => ({ ...place, snapshot })) : [];
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
      await this.#take(run.signal, placeRepository(this.root, snapshot, ports, run.signal));
      // What could not be compared for want of the text is shown meanwhile where the scan saw it, and marked.
      if (!this.#places.lacksTexts || Date.now() < this.#patientUntil) return;
      const remote = this.#remoteOf(snapshot);
      await this.#take(run.signal, placeRepository(this.root, snapshot, { ...ports, remote }, run.signal));
    });
  }

  /** The same findings in the same places, of which something else is known now. */
  async restate(snapshot: ReadySnapshot): Promise<void> {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    if (before?.findings === snapshot.findings) return;
    const { signal } = this.#end;
    await this.#guard(signal, () => this.#places.restate(snapshot.findings, new ThreadTurns(signal)));
  }

  /** Places the findings of one document by its text as it is now, unless that has changed again. */
  async replace(document: vscode.TextDocument): Promise<void> {
    const placed = this.#places.in(document.uri.toString());
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
      // What is known of them may have changed while they were looked for.
      for (const { finding, placement } of now ?? []) {
        const place = this.#places.get(finding.key);
        if (place) this.#places.move({ ...place, placement });
      }
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
    return (await placeEntries(this.root, snapshot.pipeline.sha, [entry], ports, signal)).get(entry.id);
  }

  /** The code flows of a finding, as far as they are known. */
  flowsOf({ key, details }: Finding): Flows {
    return details?.codeFlows ?? this.#flows.get(key) ?? [];
  }

  /** Code flows that GitLab told only when the finding was opened: their steps are to be placed as well. */
  followFlows(key: string, flows: Flows): void {
    const isReported = this.#places.get(key)?.finding.details !== undefined;
    if (isReported || this.#flows.get(key) === flows) return;
    this.#flows.set(key, flows);
    void this.update();
  }

  rename(event: vscode.FileRenameEvent): void {
    const folder = `${this.root}/`;
    const relative = (uri: vscode.Uri) => {
      const id = uri.toString();
      return id.startsWith(folder) ? decodeURIComponent(id.slice(folder.length)) : undefined;
    };
    this.#renames.add(event, relative, presentPaths(this.#places.values()));
    void this.update();
  }

  dispose(): void {
    this.#end.abort();
    this.#run.abort();
    this.#thread.dispose();
  }

  /** Takes a run's result over, but for documents that were edited while it went on: those have been followed. */
  async #take(signal: AbortSignal, result: Promise<readonly FindingPlace[]>): Promise<void> {
    const documents = () => vscode.workspace.textDocuments;
    const versions = new Map(documents().map(({ uri, version }) => [uri.toString(), version]));
    const placed = await intoCells(await result, this.#places, this.#thread, signal);
    const turns = new ThreadTurns(signal);
    const places = await FindingPlaces.of(placed, turns);
    if (this.#renames.of.size > 0) this.#renames.keep(presentPaths(places.values()));
    await turns.pause();
    // What is known of them may have changed while they were looked for, and while that is looked at.
    for (let known: readonly Finding[] = []; this.#snapshot && known !== this.#snapshot.findings;) {
      known = this.#snapshot.findings;
      await places.restate(known, turns);
    }
    const isEdited = ({ uri, version, isDirty }: vscode.TextDocument) => {
      const before = versions.get(uri.toString());
      // Of a document that was opened meanwhile the run has read the file.
      return before === undefined ? isDirty || version > 1 : before !== version;
    };
    for (const document of documents())
      for (const place of places.in(document.uri.toString())) {
        const before = this.#places.get(place.finding.key);
        if (!before) continue;
        if (isEdited(document)) places.move({ ...place, placement: before.placement });
        else places.move(whereEditsLed(place, before));
      }
    this.#places = places;
    this.#ports.onPlaced(documents().filter(isEdited));
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
function whereEditsLed(entry: FindingPlace, before: FindingPlace): FindingPlace {
  const isSame = entry.scan.commit === before.scan.commit && entry.uri?.toString() === before.uri?.toString();
  if (!isSame || !lacksText(entry) || !isOnLines(entry.placement) || !isOnLines(before.placement))
    return entry;
  return { ...entry, placement: { ...entry.placement, lines: before.placement.lines } };
}
