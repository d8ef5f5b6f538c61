import * as vscode from 'vscode';
import type { Finding } from '../../src/core/model/finding.ts';
import type { Location } from '../../src/core/model/location.ts';
import type { ReadySnapshot } from '../../src/core/model/snapshot.ts';
import { SnapshotStore } from '../../src/core/sync/snapshotStore.ts';
import { CodeActions } from '../../src/editor/codeActions.ts';
import { CodeLenses } from '../../src/editor/codeLenses.ts';
import { Diagnostics } from '../../src/editor/diagnostics.ts';
import { changedFiles } from '../../src/editor/git/changedFiles.ts';
import { commitsSince } from '../../src/editor/git/commitsSince.ts';
import { listFiles, listUntracked } from '../../src/editor/git/listFiles.ts';
import { readBlobs } from '../../src/editor/git/readBlobs.ts';
import { gitRunner } from '../../src/editor/git/runGit.ts';
import { watchedFiles } from '../../src/editor/git/watchedFiles.ts';
import { FindingsTree } from '../../src/editor/findingsTree.ts';
import { Hovers } from '../../src/editor/hovers.ts';
import { Placements, type PlacementsPorts } from '../../src/editor/placements/placements.ts';
import { pause, untilCalm, Watch, type Longest } from '../window/watch.ts';

/** A finding as the benchmark names it; what is the same for all of them is added in the extension host. */
export interface MadeFinding {
  readonly key: string;
  readonly location: Location;
}

export interface Placing {
  readonly folder: string;
  readonly commit: string;
  readonly findings: readonly MadeFinding[];
}

/** What a run of placing did to the extension host's thread. */
export interface Stretches {
  readonly milliseconds: number;
  /** The longest time for which nothing else got its turn, without waiting for a core that another program had. */
  readonly longest: number;
  /** The same by the clock on the wall. */
  readonly longestWall: number;
  /** The same two while the thread was kept busy for 4 ms at a time and nothing else: what the machine adds. */
  readonly control: number;
  readonly controlWall: number;
  readonly placed: number;
  readonly problems: number;
}

/** How many milliseconds each answer takes, at the median. */
export interface Answers {
  readonly hover: number;
  readonly actions: number;
  readonly lenses: number;
}

export interface Driver {
  placeAndWatch(placing: Placing): Promise<Stretches>;
  /** @param file below the folder, with findings */
  placeAndAsk(placing: Placing, file: string): Promise<Answers>;
}

export function activate(context: vscode.ExtensionContext): Driver {
  return {
    placeAndWatch: (placing) => placeAndWatch(placing, context.workspaceState),
    placeAndAsk,
  };
}

/**
 * Places findings in the extension host as the extension does it: git, files, places, Problems, lenses. Between all of it, and
 * whenever it lets go of the thread, the time is taken.
 */
async function placeAndWatch(
  { folder, commit, findings }: Placing,
  memento: vscode.Memento,
): Promise<Stretches> {
  const { store, placements, faults } = placing();
  const diagnostics = new Diagnostics(placements);
  const lenses = new CodeLenses(placements);
  const tree = new FindingsTree({ store, placements, memento });
  const snapshot = snapshotOf(vscode.Uri.file(folder).toString(), commit, findings);
  const placed = new Promise<void>((resolve) => placements.onDidChange(() => resolve()));
  await untilCalm();
  const watch = new Watch();
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve));
  store.settle(snapshot);
  await placed;
  const milliseconds = performance.now() - began;
  // Problems and lenses come after that.
  await pause(1000);
  const { own: longest, wall: longestWall } = watch.stop();
  const { own: control, wall: controlWall } = await keepBusy(milliseconds);
  const problems = vscode.languages
    .getDiagnostics()
    .flatMap(([, each]) => each.filter(({ source }) => source?.startsWith('GitLab'))).length;
  const all = placements.all().filter(({ placement }) => placement.kind !== 'none').length;
  for (const each of [tree, diagnostics, lenses, placements, store]) each.dispose();
  if (faults.length > 0) throw faults[0] instanceof Error ? faults[0] : new Error(String(faults[0]));
  return { milliseconds, longest, longestWall, control, controlWall, placed: all, problems };
}

/** What places findings, by itself. */
function placing() {
  const runGit = gitRunner('git');
  const git: PlacementsPorts['git'] = {
    changes: (root, sha, signal) => changedFiles(root.fsPath, sha, runGit, signal),
    watched: (root, sha, paths, signal) => watchedFiles(root.fsPath, sha, paths, runGit, signal),
    files: (root, sha, signal) => listFiles(root.fsPath, sha, runGit, signal),
    untracked: (root, signal) => listUntracked(root.fsPath, runGit, signal),
    commitsSince: (root, sha, signal) => commitsSince(root.fsPath, sha, runGit, signal),
    readBlobs: (root, names, signal) => readBlobs(root.fsPath, names, runGit, signal),
  };
  const store = new SnapshotStore();
  const faults: unknown[] = [];
  const placements = new Placements({
    store,
    git,
    connect: () => Promise.reject(new Error('nothing is asked of GitLab')),
    onFault: (error) => faults.push(error),
    storage: undefined,
  });
  return { store, placements, faults };
}

/** Places findings and asks for what is shown of them in one file, again and again. */
async function placeAndAsk({ folder, commit, findings }: Placing, file: string): Promise<Answers> {
  const { store, placements } = placing();
  const [lenses, hovers, actions] = [
    new CodeLenses(placements),
    new Hovers(placements),
    new CodeActions(placements),
  ];
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.joinPath(vscode.Uri.file(folder), file),
  );
  const placed = new Promise<void>((resolve) => placements.onDidChange(() => resolve()));
  store.settle(snapshotOf(vscode.Uri.file(folder).toString(), commit, findings));
  await placed;
  await untilCalm();
  const first = placements.in(document.uri)[0]?.placement;
  const line = first && 'lines' in first ? first.lines.start : 0;
  const position = new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
  const range = new vscode.Range(position, position);
  const context = { diagnostics: [], only: undefined, triggerKind: vscode.CodeActionTriggerKind.Automatic };
  const answers = {
    hover: await medianOf(() => hovers.provideHover(document, position)?.contents.length),
    actions: await medianOf(() => actions.provideCodeActions(document, range, context).length),
    lenses: await medianOf(() => lenses.provideCodeLenses(document).length),
  };
  for (const each of [lenses, hovers, actions, placements, store]) each.dispose();
  return answers;
}

/** @param ask gives how much came, which must be something */
async function medianOf(ask: () => number | undefined): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 201; run++) {
    const began = performance.now();
    const answer = ask();
    times.push(performance.now() - began);
    if (!answer) throw new Error('nothing was answered');
    // Nobody asks in a loop: what else is due has its turn.
    if (run % 20 === 0) await pause(5);
  }
  return times.sort((a, b) => a - b)[100] ?? NaN;
}

async function keepBusy(milliseconds: number): Promise<Longest> {
  const watch = new Watch();
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    for (const turn = performance.now() + 4; performance.now() < turn;);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return watch.stop();
}

function snapshotOf(root: string, sha: string, made: readonly MadeFinding[]): ReadySnapshot {
  const pipeline = { id: '1', iid: '1', projectPath: 'acme/shop', sha };
  const findings = made.map(({ key, location }): Finding => ({
    key,
    location,
    type: location.kind === 'dependency' ? 'dependency_scanning' : 'sast',
    title: `Improper neutralization of special elements, ${key}`,
    description: 'Detected user input used to manually construct a statement. This is usually bad practice.',
    severity: 'high',
    scanner: { id: 'semgrep', name: 'Semgrep' },
    identifiers: [
      { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/data/definitions/89.html' },
    ],
    falsePositive: false,
    signatures: [],
    state: 'detected',
    change: 'new',
    sources: [{ kind: 'gitlab' }],
    hasRemediation: false,
    pipeline,
  }));
  return {
    kind: 'ready',
    repository: { root, name: 'shop' },
    instance: { url: 'https://gitlab.example.com' },
    project: { path: 'acme/shop', name: 'shop', webUrl: 'https://gitlab.example.com/acme/shop' },
    choices: [],
    pipeline: { ...pipeline, status: 'success', webUrl: '', jobs: [], children: [] },
    branch: 'feature',
    headCommit: sha,
    findings,
    reportsRead: 1,
    problems: [],
    comparison: 'done',
    fetchedAt: Date.now(),
  };
}
