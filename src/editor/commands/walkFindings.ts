import * as vscode from 'vscode';
import { compareText } from '../../core/base/compareText.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import { titleOf } from '../../core/view/describeFinding.ts';
import type { PlacedFinding } from '../placements/findingPlace.ts';
import type { Placements } from '../placements/placements.ts';
import { isShownInEditor, shownSettings } from '../shownFindings.ts';
import { goToPlace } from './goToPlace.ts';
import { notify } from '../notify.ts';

/** Opens a finding's file with its lines in sight. */
export async function goToFinding(placed: PlacedFinding): Promise<void> {
  if (placed.uri || placed.placement.kind === 'gone') return goToPlace(placed);
  void notify.information(`“${titleOf(placed.finding, 60)}” has no file to open; look at its details.`);
}

/** Goes to the next or previous finding: in this file, then in the files after it, round and round. */
export async function walkFindings(placements: Placements, direction: 1 | -1): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const here = { path: editor?.document.uri.toString() ?? '', line: editor?.selection.active.line ?? -1 };
  const isBefore = (a: Position, b: Position) => compare(a, b) * direction < 0;
  const among = shownSettings();
  let first: Stop | undefined;
  let next: Stop | undefined;
  // Each is looked at once: to put very many in order takes the thread for a second.
  for (const placed of placements.all()) {
    if (!isOnLines(placed.placement) || !isShownInEditor(placed, undefined, among)) continue;
    const stop = { placed, ...positionOf(placed) };
    if (!first || isBefore(stop, first)) first = stop;
    if (isBefore(here, stop) && (!next || isBefore(stop, next))) next = stop;
  }
  const stop = next ?? first;
  if (stop) await goToFinding(stop.placed);
  else void notify.information('No finding is shown on a line; look at the Findings view, which lists all.');
}

interface Position {
  readonly path: string;
  readonly line: number;
}

interface Stop extends Position {
  readonly placed: PlacedFinding;
}

function positionOf({ uri, placement }: PlacedFinding): Position {
  return { path: uri?.toString() ?? '', line: isOnLines(placement) ? placement.lines.start : 0 };
}

function compare(a: Position, b: Position): number {
  return compareText(a.path, b.path) || a.line - b.line;
}
