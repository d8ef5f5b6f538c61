import type { Finding } from '../model/finding.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import type { Placement } from '../placement/placement.ts';
import { placeOf, scannersOf, titleOf } from './describeFinding.ts';
import { plainLine, visible } from './plainText.ts';
import { codePageOf, pageOf } from './webPages.ts';
import { reportTypeNames, sectionNames, sectionOf, severityNames } from './words.ts';

/** A finding as plain text for a chat or a ticket. */
export function copyText(finding: Finding, snapshot: ReadySnapshot, placement?: Placement): string {
  const identifiers = finding.identifiers.map(({ name }) => plainLine(name)).join(', ');
  const code = codePageOf(finding, snapshot);
  const page = pageOf(finding, snapshot);
  const place = placeOf(finding, placement);
  return [
    `${severityNames[finding.severity]}: ${titleOf(finding)}`,
    ...(place === undefined ? [] : [`Location: ${place}`]),
    `Report type: ${reportTypeNames[finding.type]} (${scannersOf(finding)})`,
    `Status: ${sectionNames[sectionOf(finding)]}`,
    ...(identifiers === '' ? [] : [`Identifiers: ${identifiers}`]),
    ...(finding.description === undefined ? [] : ['', visible(finding.description).trim()]),
    ...(finding.solution === undefined ? [] : ['', `Solution: ${visible(finding.solution).trim()}`]),
    '',
    ...(code === undefined ? [] : [code]),
    ...(page === code ? [] : [page]),
  ].join('\n');
}
