import * as vscode from 'vscode';
import { eachInTurns } from '../../core/base/turns.ts';
import type { Location } from '../../core/model/location.ts';
import { PathIndex } from '../../core/placement/pathIndex.ts';
import type { Placement } from '../../core/placement/placement.ts';
import type { FileChanges } from '../git/changedFiles.ts';
import { findMoved } from './findMoved.ts';
import { locateFiles } from './fileLocator.ts';
import type { KeptIndex } from './keptIndex.ts';
import { placeFiles, type FileToPlace } from './placeFiles.ts';
import type { PlacementMemory } from './placementMemory.ts';
import { placeNamed, type NamedEntry } from './placeNamed.ts';
import { PresentFiles } from './presentFiles.ts';
import { nameOf, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';
import type { TextThread } from './textThread.ts';
import { ThreadTurns } from '../threadTurns.ts';

/** What git knows of a repository on disk. */
export interface PlacingGit {
  /** How saved files differ from a commit; `undefined` when the commit is not here. */
  changes(root: vscode.Uri, commit: string, signal: AbortSignal): Promise<FileChanges | undefined>;
  /** Of these paths those that git watches: `changes` says nothing of the others. */
  watched(
    root: vscode.Uri,
    commit: string,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>>;
  /** All paths of a commit, or for want of it those followed now. */
  files(root: vscode.Uri, commit: string | undefined, signal: AbortSignal): Promise<readonly string[]>;
  /** Paths on disk that git neither follows nor ignores. */
  untracked(root: vscode.Uri, signal: AbortSignal): Promise<readonly string[]>;
  commitsSince(root: vscode.Uri, commit: string, signal: AbortSignal): Promise<number | undefined>;
}

export interface EntriesPorts {
  readonly git: PlacingGit;
  readonly texts: ScannedTexts;
  readonly renames: ReadonlyMap<string, string>;
  readonly memory: PlacementMemory;
  readonly index: KeptIndex;
  readonly thread: TextThread;
  /** As GitLab names it: an image whose name has it in it is the project's own. */
  readonly projectPath: string;
  /** Where texts are that are not here; without it what needs them stays at the lines of the scan. */
  readonly remote?: RemoteProject;
}

/** Something to be placed: lines of a file at a commit. */
export interface Entry {
  readonly id: string;
  readonly commit: string;
  /** Below the repository's root, as far as the report can be understood. */
  readonly path?: string;
  readonly location: Location;
}

export interface PlacedEntry {
  readonly placement: Placement;
  /** The reported file as the commit names it. */
  readonly scanPath?: string;
  /** Absent where there is no file to open. */
  readonly uri?: vscode.Uri;
}

/**
 * Places entries by id. Files that are as they were scanned cost nothing; of the others the texts are compared, a few
 * milliseconds at a time.
 *
 * @param sha the commit that most entries belong to, with which git compares the folder
 */
export async function placeEntries(
  root: string,
  sha: string,
  entries: readonly Entry[],
  ports: EntriesPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PlacedEntry>> {
  const rootUri = vscode.Uri.parse(root);
  const turns = new ThreadTurns(signal);
  const present = new PresentFiles(rootUri);
  const changes = await ports.git.changes(rootUri, sha, signal);
  const index = async () =>
    changes
      ? ports.index.of(sha, () => ports.git.files(rootUri, sha, signal))
      : new PathIndex(await ports.git.files(rootUri, undefined, signal));
  const paths = new Set<string>();
  const listPath = ({ path }: Entry) => {
    if (path !== undefined) paths.add(path);
  };
  await eachInTurns(entries, listPath, turns);
  const located = await locateFiles(
    paths,
    {
      present,
      changes,
      renames: ports.renames,
      index,
    },
    signal,
  );
  const moved = await findMoved(
    [...located.values()].flatMap(({ scanPath, path }) =>
      path === undefined && changes?.changed.has(scanPath) ? [scanPath] : [],
    ),
    {
      root: rootUri,
      commit: sha,
      present,
      texts: ports.texts,
      untracked: () => ports.git.untracked(rootUri, signal),
    },
    signal,
  );
  const files = new Map<string, FileToPlace>();
  const ids = new Map<string, string>();
  const named: NamedEntry[] = [];
  for (const { id, commit, path, location } of entries) {
    await turns.next();
    if (path === undefined) {
      if (location.kind === 'image') named.push({ id, commit, location });
      continue;
    }
    const known = located.get(path) ?? { scanPath: path };
    const { scanPath, path: now } = moved.get(known.scanPath) ?? known;
    const at = { commit, path: scanPath };
    if (location.kind === 'dependency' && now !== undefined) {
      named.push({ id, commit, location, file: { scanPath, path: now } });
      ids.set(id, scanPath);
      continue;
    }
    const file = files.get(nameOf(at)) ?? { ...at, ...(now !== undefined && { now }), items: [] };
    file.items.push({ id, location });
    files.set(nameOf(at), file);
    ids.set(id, scanPath);
  }
  const unchanged = async (commit: string, paths: readonly string[]) => {
    if (commit !== sha || !changes) return new Set<string>();
    const saved: string[] = [];
    const list = (path: string) => {
      if (!present.isDirty(path) && !present.isLink(path) && !hasChanged(path, changes)) saved.push(path);
    };
    await eachInTurns(paths, list, turns);
    return ports.git.watched(rootUri, sha, saved, signal);
  };
  const common = { ...ports, root: rootUri, present, unchanged };
  const inFiles = await placeFiles([...files.values()], common, signal);
  const byName = await placeNamed(
    named,
    {
      ...common,
      files: async () => [...(await index()).paths].map((path) => changes?.renamed.get(path) ?? path),
    },
    signal,
  );
  ports.memory.settle();
  const placed = new Map<string, PlacedEntry>();
  for (const placements of [inFiles, byName])
    for (const [id, placement] of placements) {
      await turns.next();
      const isHere =
        placement.path !== undefined && !(placement.kind === 'gone' && placement.because === 'file');
      const scanPath = ids.get(id);
      placed.set(id, {
        placement,
        ...(scanPath !== undefined && { scanPath }),
        ...(isHere && { uri: present.uriOf(placement.path) }),
      });
    }
  return placed;
}

/** A submodule is one path to git; what is in it may be anything once that has changed. */
function hasChanged(path: string, { changed }: FileChanges): boolean {
  if (changed.has(path)) return true;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (changed.has(path.slice(0, end))) return true;
  }
  return false;
}
