import type * as vscode from 'vscode';
import { isSevereEnough } from '../core/view/filter.ts';
import { isAmong, sectionOf } from '../core/view/words.ts';
import type { LineRange } from '../core/placement/lines.ts';
import { isOnLines, type PlacementOnLines } from '../core/placement/placement.ts';
import type { PlacedFinding } from './placements/findingPlace.ts';
import type { Placements } from './placements/placements.ts';
import { rangeOf } from './placements/rangeOf.ts';
import { settings } from './settings.ts';

export interface FindingOnLines extends PlacedFinding {
  readonly placement: PlacementOnLines;
}

/** A finding that is shown on its lines. */
export interface ShownFinding extends FindingOnLines {
  readonly range: vscode.Range;
}

/** An image may be flagged with hundreds, all on the line that names it: nobody reads further, and the rows list them all. */
export const mostOnALine = 10;

/** What the settings let be seen. To read a setting takes longer than to look at a finding. */
export type ShownSettings = Pick<typeof settings, 'states' | 'minimumSeverity'>;

export function shownSettings(): ShownSettings {
  const { states, minimumSeverity } = settings;
  return { states, minimumSeverity };
}

/**
 * Whether a finding can be seen on its line: the settings let it, and there is such a line. A scanner may count more of
 * them than a text has, and the last one is as innocent as any.
 *
 * @param document where it is open; of others it is not known how many lines they have
 * @param among read once for many findings
 */
export function isShownInEditor(
  { finding, placement }: PlacedFinding,
  document?: vscode.TextDocument,
  among = shownSettings(),
): boolean {
  return (
    isAmong(sectionOf(finding), among.states) &&
    isSevereEnough(finding.severity, among.minimumSeverity) &&
    !(document && isOnLines(placement) && placement.lines.start >= document.lineCount)
  );
}

/**
 * What is shown in a document, in the order of the tree; from memory.
 *
 * @param lines where one looks; without them everywhere
 */
export function shownFindings(
  placements: Placements,
  document: vscode.TextDocument,
  lines?: vscode.Range,
): readonly ShownFinding[] {
  return shownOnLines(placements, document, lines).map((placed) => ({
    ...placed,
    range: rangeOf(placed.placement, document),
  }));
}

/** The same for who needs no more than its lines: to look at their text takes longer than all else. */
export function shownOnLines(
  placements: Placements,
  document: vscode.TextDocument,
  lines?: vscode.Range,
): readonly FindingOnLines[] {
  const among = shownSettings();
  return placements
    .in(document.uri)
    .filter(
      (placed): placed is FindingOnLines =>
        isOnLines(placed.placement) &&
        (!lines || touches(lines, placed.placement.lines)) &&
        isShownInEditor(placed, document, among),
    );
}

/** Ends of lines belong to what comes after them, ends of a selection to it. */
function touches({ start, end }: vscode.Range, lines: LineRange): boolean {
  return lines.start <= end.line && start.line < lines.end;
}
