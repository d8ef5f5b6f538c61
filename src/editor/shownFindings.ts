import type * as vscode from 'vscode';
import { isSevereEnough } from '../core/view/filter.ts';
import { sectionOf } from '../core/view/words.ts';
import { rangeOf, type PlacedFinding, type Placements } from './placements.ts';
import { settings } from './settings.ts';

/** A finding that is shown on its lines. */
export interface ShownFinding extends PlacedFinding {
  readonly range: vscode.Range;
}

/** Whether the settings let a finding be seen on its line at all. */
export function isShownInEditor({ finding }: PlacedFinding): boolean {
  return (
    settings.states.includes(sectionOf(finding)) && isSevereEnough(finding.severity, settings.minimumSeverity)
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
      'startLine' in placed.placement && isShownInEditor(placed)
        ? [{ ...placed, range: rangeOf(placed.placement, document) }]
        : [],
    );
}
