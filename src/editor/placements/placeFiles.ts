import type * as vscode from 'vscode';
import { eachInTurns, type Turns } from '../../core/base/turns.ts';
import type { Location } from '../../core/model/location.ts';
import { splitLines } from '../../core/placement/lines.ts';
import { placeFinding, type ScannedFile } from '../../core/placement/placeFinding.ts';
import type { Placement } from '../../core/placement/placement.ts';
import { compareTexts } from '../../core/placement/placeLines.ts';
import { isLong } from './isLong.ts';
import type { PlacementMemory } from './placementMemory.ts';
import type { PresentFiles } from './presentFiles.ts';
import { nameOf, type FileAtCommit, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';
import type { TextThread } from './textThread.ts';
import { ThreadTurns } from '../threadTurns.ts';

/** A scanned file and all that is to be placed in it. */
export interface FileToPlace extends FileAtCommit {
  /** Where it is now; absent when it is not here. */
  readonly now?: string;
  readonly items: { readonly id: string; readonly location: Location }[];
}

export interface FilesPorts {
  readonly root: vscode.Uri;
  readonly present: PresentFiles;
  readonly texts: ScannedTexts;
  /** Of these files those that are here as the commit has them, letter for letter. */
  readonly unchanged: (commit: string, paths: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly memory: PlacementMemory;
  readonly thread: TextThread;
  readonly remote?: RemoteProject;
}

/** The texts of no more than these are held at once. */
const filesAtOnce = 100;

/** Places by item. Reads and compares only files that are not as they were scanned and have changed since the last run. */
export async function placeFiles(
  files: readonly FileToPlace[],
  ports: FilesPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Placement>> {
  const { present, memory, texts, root, remote } = ports;
  const turns = new ThreadTurns(signal);
  const placements = new Map<string, Placement>();
  const place = async ({ items }: FileToPlace, file: ScannedFile) => {
    for (const { id, location } of items) {
      await turns.next();
      placements.set(id, placeFinding(location, file));
    }
  };
  const placeElsewhere = async (file: FileToPlace, before: string, after: string) => {
    const path = file.now ?? file.path;
    const isRenamed = path !== file.path;
    const locations = file.items.map(({ location }) => location);
    const asked = { path, isRenamed, locations };
    const places = await ports.thread.run('placeCode', [before, after], asked, signal);
    if (!places) await place(file, { path, isRenamed, state: 'unknown' });
    else file.items.forEach(({ id }, index) => placements.set(id, places[index] ?? { kind: 'none', path }));
  };
  const toCompare: FileToPlace[] = [];
  const unchanged = await unchangedFiles(files, ports, turns);
  for (const file of files) {
    if (turns.isOver) await turns.pause();
    const { now } = file;
    const ids = file.items.map(({ id }) => id);
    if (now === undefined) await place(file, { path: file.path, state: 'missing' });
    else if (unchanged.has(nameOf(file))) await place(file, { path: now, state: 'asScanned' });
    else {
      const known = memory.get(nameOf(file), markOf(file, present), ids);
      if (known) for (const [id, placement] of known) placements.set(id, placement);
      else toCompare.push(file);
    }
  }
  for (let start = 0; start < toCompare.length; start += filesAtOnce) {
    const some = toCompare.slice(start, start + filesAtOnce);
    const scanned = await texts.readTexts(root, some, remote, signal);
    for (const file of some) {
      const path = file.now ?? file.path;
      const isRenamed = path !== file.path;
      const before = scanned.get(nameOf(file));
      const after = before === undefined ? undefined : await present.text(path);
      await turns.next();
      if (before === undefined || after === undefined)
        await place(file, { path, isRenamed, state: 'unknown' });
      else if (isLong(before) || isLong(after)) await placeElsewhere(file, before, after);
      else {
        const state = compareTexts(splitLines(before), splitLines(after));
        await place(file, { path, isRenamed, state });
      }
      // What could not be compared now may be another time.
      if (before !== undefined) memory.set(nameOf(file), markOf(file, present), pick(file, placements));
    }
  }
  return placements;
}

/** Those under the same name, by `nameOf`. */
async function unchangedFiles(
  files: readonly FileToPlace[],
  ports: FilesPorts,
  turns: Turns,
): Promise<ReadonlySet<string>> {
  const byCommit = new Map<string, string[]>();
  const list = ({ commit, path, now }: FileToPlace) => {
    const paths = byCommit.get(commit) ?? [];
    if (now === path) paths.push(path);
    byCommit.set(commit, paths);
  };
  await eachInTurns(files, list, turns);
  const names = new Set<string>();
  for (const [commit, paths] of byCommit) {
    const unchanged = await ports.unchanged(commit, paths);
    await eachInTurns(unchanged, (path) => names.add(nameOf({ commit, path })), turns);
  }
  return names;
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
