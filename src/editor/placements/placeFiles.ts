import type * as vscode from 'vscode';
import type { Location } from '../../core/model/location.ts';
import { placeFinding, type ScannedFile } from '../../core/placement/placeFinding.ts';
import type { Placement } from '../../core/placement/placement.ts';
import { compareTexts } from '../../core/placement/placeLines.ts';
import type { FileChanges } from '../git/changedFiles.ts';
import type { PresentFiles } from './presentFiles.ts';
import { nameOf, type FileAtCommit, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';
import { Turns } from './turns.ts';

/** A scanned file and all that is to be placed in it. */
export interface FileToPlace extends FileAtCommit {
  /** Where it is now; absent when it is not here. */
  readonly now?: string;
  readonly items: { readonly id: string; readonly location: Location }[];
}

/** Places of one file, good for as long as the file's mark is the same. */
export interface KnownFile {
  readonly mark: string;
  readonly placements: ReadonlyMap<string, Placement>;
}

export interface FilesPorts {
  readonly root: vscode.Uri;
  readonly present: PresentFiles;
  readonly texts: ScannedTexts;
  /** The commit that `changes` compares with. */
  readonly sha: string;
  readonly changes: FileChanges | undefined;
  readonly known: Map<string, KnownFile>;
  readonly remote?: RemoteProject;
}

/** Places by item. Reads and compares only files that are not as they were scanned and have changed since the last run. */
export async function placeFiles(
  files: readonly FileToPlace[],
  ports: FilesPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Placement>> {
  const { present, known, texts, root, remote } = ports;
  const placements = new Map<string, Placement>();
  const place = ({ items }: FileToPlace, file: ScannedFile) => {
    for (const { id, location } of items) placements.set(id, placeFinding(location, file));
  };
  const names = new Set(files.map(nameOf));
  for (const name of [...known.keys()]) if (!names.has(name)) known.delete(name);
  const toCompare: FileToPlace[] = [];
  for (const file of files) {
    const { now } = file;
    const last = known.get(nameOf(file));
    if (now === undefined) place(file, { path: file.path, state: 'missing' });
    else if (isAsScanned(file, ports)) place(file, { path: now, state: 'asScanned' });
    else if (last?.mark === markOf(file, present) && file.items.every(({ id }) => last.placements.has(id)))
      for (const [id, placement] of last.placements) placements.set(id, placement);
    else toCompare.push(file);
  }
  const scanned = await texts.read(root, toCompare, remote, signal);
  const turns = new Turns(signal);
  for (const file of toCompare) {
    await turns.next();
    const path = file.now ?? file.path;
    const before = scanned.get(nameOf(file));
    const after = before && (await present.lines(path));
    const state = before && after ? compareTexts(before, after) : 'unknown';
    place(file, { path, isRenamed: path !== file.path, state });
    // What could not be compared now may be another time.
    if (before) known.set(nameOf(file), { mark: markOf(file, present), placements: pick(file, placements) });
  }
  return placements;
}

/** Letter for letter, as git says of what is saved. */
function isAsScanned({ commit, path, now }: FileToPlace, { sha, changes, present }: FilesPorts): boolean {
  return (
    commit === sha &&
    changes !== undefined &&
    now === path &&
    !present.isDirty(path) &&
    !hasChanged(path, changes)
  );
}

/** A submodule is one path to git; what is in it may be anything once that has changed. */
function hasChanged(path: string, { changed }: FileChanges): boolean {
  if (changed.has(path)) return true;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (changed.has(path.slice(0, end))) return true;
  }
  return false;
}

function markOf({ now = '' }: FileToPlace, present: PresentFiles): string {
  return `${now} ${present.get(now)?.mark ?? ''}`;
}

function pick({ items }: FileToPlace, all: ReadonlyMap<string, Placement>): ReadonlyMap<string, Placement> {
  return new Map(
    items.flatMap(({ id }) => {
      const placement = all.get(id);
      return placement ? [[id, placement] as const] : [];
    }),
  );
}
