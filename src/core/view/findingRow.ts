import type { Finding } from '../model/finding.ts';
import type { Placement } from '../placement/placement.ts';
import { describeFinding, placeOf, titleOf } from './describeFinding.ts';
import type { Grouping } from './grouping.ts';
import { plainLine } from './plainText.ts';
import { sectionNames, sectionOf, type Section } from './words.ts';

/** A finding's row: what its group has said already is left out, and what no group says comes first. */
export interface FindingRow {
  readonly label: string;
  /** Behind the label, and the first to go where the side bar is narrow. */
  readonly description: string;
}

/** In which state it is, for rows that are not grouped by it. */
const stateWords: Readonly<Record<Section, string>> = { ...sectionNames, fixed: 'Fixed' };

export function findingRow(finding: Finding, grouping: Grouping, placement?: Placement): FindingRow {
  const title = titleOf(finding);
  if (grouping === 'state') return { label: title, description: describeFinding(finding, placement) };
  const state = stateWords[sectionOf(finding)];
  const place = grouping === 'file' ? placeInFile(finding, placement) : undefined;
  if (place === undefined)
    return { label: title, description: `${state} · ${describeFinding(finding, placement)}` };
  // Within a file the line tells one finding from the next: before the title it is seen however narrow the row is.
  const hasLine = place !== '' && placement?.kind !== 'gone';
  const rest = describeFinding(finding, placement, hasLine || place === '' ? '' : `line ${place}`);
  return { label: hasLine ? `${place}: ${title}` : title, description: `${state} · ${rest}` };
}

/** `48`, or of a notebook `cell 3:2`; empty where the file is all that is known, and `undefined` for any other place. */
function placeInFile(finding: Finding, placement: Placement | undefined): string | undefined {
  const file = 'file' in finding.location ? finding.location.file : undefined;
  const path = file === undefined ? undefined : plainLine(file);
  const place = placeOf(finding, placement);
  if (path === undefined || !place?.startsWith(path)) return undefined;
  const rest = place.slice(path.length);
  return rest === '' ? rest : /^(?::| (?=cell ))(.+)$/.exec(rest)?.[1];
}
