import type * as vscode from 'vscode';
import { isSevereEnough } from '../core/view/filter.ts';
import { isAmong, sectionOf } from '../core/view/words.ts';
import { isOnLines } from '../core/placement/placement.ts';
import type { PlacedFinding } from './placements/placedFinding.ts';
import type { Placements } from './placements/placements.ts';
import { rangeOf } from './placements/rangeOf.ts';
import { settings } from './settings.ts';

/** A finding that is shown on its lines. */
export interface ShownFinding extends PlacedFinding {
  readonly range: vscode.Range;
}

/** Whether the settings let a finding be seen on its line at all. */
export function isShownInEditor({ finding }: PlacedFinding): boolean {
  return (
    isAmong(sectionOf(finding), settings.states) && isSevereEnough(finding.severity, settings.minimumSeverity)
  );
}

/** What is shown in a document, in the order of the tree; from memory. */
export function shownFindings(
  placements: Placements,
  document: vscode.TextDocument,
): readonly ShownFinding[] {
  return placements
    .in(document.uri)
    .flatMap((placed) =>
      isOnLines(placed.placement) && isShownInEditor(placed)
        ? [{ ...placed, range: rangeOf(placed.placement, document) }]
        : [],
    );
}
