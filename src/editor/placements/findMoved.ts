import type * as vscode from 'vscode';
import { RenameSearch } from '../../core/placement/renameSearch.ts';
import type { LocatedFile } from './fileLocator.ts';
import type { PresentFiles } from './presentFiles.ts';
import { nameOf, type ScannedTexts } from './scannedTexts.ts';
import { ThreadTurns } from '../threadTurns.ts';

export interface FindMovedPorts {
  readonly root: vscode.Uri;
  readonly commit: string;
  readonly present: PresentFiles;
  readonly texts: ScannedTexts;
  /** Files on disk that git does not follow. */
  readonly untracked: () => Promise<readonly string[]>;
}

/** More files than these are not read to find one that went away. */
const mostCandidates = 100;
const mostMissing = 50;

/**
 * Finds files that were moved on disk without git knowing it yet, among those it does not follow: by their text, those of
 * the same name first.
 */
export async function findMoved(
  missing: readonly string[],
  { root, commit, present, texts, untracked }: FindMovedPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LocatedFile>> {
  const moved = new Map<string, LocatedFile>();
  const paths = missing.slice(0, mostMissing);
  if (paths.length === 0) return moved;
  const others = await untracked();
  if (others.length === 0) return moved;
  const files = paths.map((path) => ({ commit, path }));
  const scanned = await texts.read(root, files, undefined, signal);
  const turns = new ThreadTurns(signal);
  for (const file of files) {
    const before = scanned.get(nameOf(file));
    if (!before) continue;
    const alike = others
      .filter((other) => endOf(other) === endOf(file.path))
      .sort(
        (one, other) =>
          Number(nameIn(other) === nameIn(file.path)) - Number(nameIn(one) === nameIn(file.path)),
      )
      .slice(0, mostCandidates);
    await present.look(alike, signal);
    const search = new RenameSearch(before);
    for (const path of alike) {
      const lines = await present.lines(path);
      await turns.next();
      if (lines) search.look(path, lines);
    }
    const path = search.best;
    if (path !== undefined) moved.set(file.path, { scanPath: file.path, path });
  }
  return moved;
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function endOf(path: string): string {
  const name = nameIn(path);
  return name.includes('.') ? name.slice(name.lastIndexOf('.')) : name;
}
