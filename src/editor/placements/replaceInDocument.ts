import * as vscode from 'vscode';
import { splitLines } from '../../core/placement/lines.ts';
import { placeFinding } from '../../core/placement/placeFinding.ts';
import type { Placement } from '../../core/placement/placement.ts';
import { compareTexts } from '../../core/placement/placeLines.ts';
import { isLong } from './isLong.ts';
import type { FindingPlace } from './findingPlace.ts';
import { nameOf, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';
import type { TextThread } from './textThread.ts';
import { ThreadTurns } from '../threadTurns.ts';

/**
 * Places the findings of one open document by its text as it is now, those that cannot be compared where edits have led
 * them. `undefined` where it changed meanwhile.
 */
export async function replaceInDocument(
  document: vscode.TextDocument,
  placed: readonly FindingPlace[],
  texts: ScannedTexts,
  thread: TextThread,
  remote: RemoteProject | undefined,
  signal: AbortSignal,
): Promise<readonly FindingPlace[] | undefined> {
  const { version } = document;
  const root = placed[0]?.root;
  if (root === undefined) return [];
  const files = placed.flatMap(({ scan: { commit, path } }) =>
    path === undefined ? [] : [{ commit, path }],
  );
  const wanted = [...new Map(files.map((file) => [nameOf(file), file])).values()];
  const scanned = await texts.readTexts(vscode.Uri.parse(root), wanted, remote, signal);
  if (document.version !== version) return undefined;
  const after = document.getText();
  const places = new Map<FindingPlace, Placement>();
  const turns = new ThreadTurns(signal);
  for (const { entries, text, ...file } of filesOf(placed, scanned)) {
    const locations = entries.map(({ finding }) => finding.location);
    if (isLong(text) || isLong(after)) {
      const found = await thread.run('placeCode', [text, after], { ...file, locations }, signal);
      entries.forEach((entry, index) => places.set(entry, found?.[index] ?? entry.placement));
      continue;
    }
    await turns.next();
    const state = compareTexts(splitLines(text), splitLines(after));
    for (const entry of entries) {
      await turns.next();
      places.set(entry, placeFinding(entry.finding.location, { ...file, state }));
    }
  }
  if (document.version !== version) return undefined;
  return placed.map((entry) => {
    const placement = places.get(entry);
    return placement ? { ...entry, placement } : entry;
  });
}

interface ComparedFile {
  readonly path: string;
  readonly isRenamed: boolean;
  /** As it was scanned. */
  readonly text: string;
  readonly entries: FindingPlace[];
}

/** Findings that are to be placed by the same two texts. */
function filesOf(placed: readonly FindingPlace[], scanned: ReadonlyMap<string, string>) {
  const files = new Map<string, ComparedFile>();
  for (const entry of placed) {
    const { finding, placement, scan } = entry;
    if (placement.path === undefined || scan.path === undefined || finding.location.kind !== 'code') continue;
    const name = nameOf({ commit: scan.commit, path: scan.path });
    const text = scanned.get(name);
    if (text === undefined) continue;
    const isRenamed = placement.path !== scan.path;
    const file = files.get(name) ?? { path: placement.path, isRenamed, text, entries: [] };
    file.entries.push(entry);
    files.set(name, file);
  }
  return files.values();
}
