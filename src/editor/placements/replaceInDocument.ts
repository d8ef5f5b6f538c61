import * as vscode from 'vscode';
import { splitLines } from '../../core/placement/lines.ts';
import { placeFinding } from '../../core/placement/placeFinding.ts';
import { compareTexts, type ComparedTexts } from '../../core/placement/placeLines.ts';
import type { PlacedFinding } from './placedFinding.ts';
import { nameOf, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';

/**
 * Places the findings of one open document by its text as it is now, those that cannot be compared where edits have led
 * them. `undefined` where it changed meanwhile.
 */
export async function replaceInDocument(
  document: vscode.TextDocument,
  placed: readonly PlacedFinding[],
  texts: ScannedTexts,
  remote: RemoteProject | undefined,
  signal: AbortSignal,
): Promise<readonly PlacedFinding[] | undefined> {
  const { version } = document;
  const root = placed[0]?.root;
  if (root === undefined) return [];
  const files = placed.flatMap(({ scan: { commit, path } }) =>
    path === undefined ? [] : [{ commit, path }],
  );
  const wanted = [...new Map(files.map((file) => [nameOf(file), file])).values()];
  const scanned = await texts.read(vscode.Uri.parse(root), wanted, remote, signal);
  if (document.version !== version) return undefined;
  const after = splitLines(document.getText());
  const compared = new Map<string, ComparedTexts>();
  for (const [name, before] of scanned) compared.set(name, compareTexts(before, after));
  return placed.map((entry): PlacedFinding => {
    const { finding, placement, scan } = entry;
    if (placement.path === undefined || scan.path === undefined || finding.location.kind !== 'code')
      return entry;
    const state = compared.get(nameOf({ commit: scan.commit, path: scan.path }));
    if (!state) return entry;
    const isRenamed = placement.path !== scan.path;
    return {
      ...entry,
      placement: placeFinding(finding.location, { path: placement.path, isRenamed, state }),
    };
  });
}
