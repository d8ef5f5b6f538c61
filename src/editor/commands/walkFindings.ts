import * as vscode from 'vscode';
import { isOnLines } from '../../core/placement/placement.ts';
import { titleOf } from '../../core/view/describeFinding.ts';
import type { PlacedFinding } from '../placements/findingPlace.ts';
import type { Placements } from '../placements/placements.ts';
import { isShownInEditor } from '../shownFindings.ts';
import { goToPlace } from './goToPlace.ts';
import { notify } from '../notify.ts';

/** Opens a finding's file with its lines in sight. */
export async function goToFinding(placed: PlacedFinding): Promise<void> {
  if (placed.uri || placed.placement.kind === 'gone') return goToPlace(placed);
  void notify.information(`"${titleOf(placed.finding, 60)}" cannot be opened: it has no file.`);
}

/** Goes to the next or previous finding: in this file, then in the files after it, round and round. */
export async function walkFindings(placements: Placements, direction: 1 | -1): Promise<void> {
  const stops = placements
    .all()
    .filter((placed) => isOnLines(placed.placement) && isShownInEditor(placed))
    .sort(inReadingOrder);
  if (stops.length === 0) {
    void notify.information('No security findings on any line.');
    return;
  }
  const editor = vscode.window.activeTextEditor;
  const here = { path: editor?.document.uri.toString() ?? '', line: editor?.selection.active.line ?? -1 };
  const isAfter = (placed: PlacedFinding) => compare(positionOf(placed), here) * direction > 0;
  const ordered = direction === 1 ? stops : [...stops].reverse();
  const next = ordered.find(isAfter) ?? ordered[0];
  if (next) await goToFinding(next);
}

interface Position {
  readonly path: string;
  readonly line: number;
}

function positionOf({ uri, placement }: PlacedFinding): Position {
  return { path: uri?.toString() ?? '', line: isOnLines(placement) ? placement.lines.start : 0 };
}

function compare(a: Position, b: Position): number {
  return a.path.localeCompare(b.path) || a.line - b.line;
}

function inReadingOrder(a: PlacedFinding, b: PlacedFinding): number {
  return compare(positionOf(a), positionOf(b));
}
