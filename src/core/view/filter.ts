import type { Finding } from '../model/finding.ts';
import type { FindingType } from '../model/reportType.ts';
import { compareSeverity, type Severity } from '../model/severity.ts';
import { isAmong, reportTypeNames, sectionNames, sectionOf, severityNames, type Section } from './words.ts';

/** What the tree is narrowed to; empty lists narrow nothing. */
export interface Filter {
  readonly text: string;
  readonly severities: readonly Severity[];
  readonly types: readonly FindingType[];
  readonly sections: readonly Section[];
}

export const noFilter: Filter = { text: '', severities: [], types: [], sections: [] };

export function isActive(filter: Filter): boolean {
  return filter.text !== '' || filter.severities.length + filter.types.length + filter.sections.length > 0;
}

/** Says of each finding whether the filter lets it be seen. */
export function matcher(filter: Filter): (finding: Finding) => boolean {
  const { severities, types, sections } = filter;
  const hasText = textFinder(filter.text);
  return (finding) =>
    (severities.length === 0 || severities.includes(finding.severity)) &&
    (types.length === 0 || types.includes(finding.type)) &&
    (sections.length === 0 || isAmong(sectionOf(finding), sections)) &&
    (filter.text === '' || hasText(finding));
}

/** In place: to remember what was found in texts that findings share takes twice as long as to look again. */
function textFinder(wanted: string): (finding: Finding) => boolean {
  const pattern = new RegExp(wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  const isIn = (text: string) => pattern.test(text);
  return ({ title, location, scanner, otherScanners, identifiers }) =>
    isIn(title) ||
    ('file' in location && isIn(location.file ?? '')) ||
    ('dependency' in location && isIn(location.dependency.name ?? '')) ||
    isIn(scanner.name) ||
    otherScanners?.some(({ name }) => isIn(name)) === true ||
    identifiers.some(({ name }) => isIn(name));
}

/** One line for the view's message. */
export function describeFilter(filter: Filter): string {
  const parts = [
    ...(filter.text === '' ? [] : [`“${filter.text}”`]),
    ...filter.severities.map((severity) => severityNames[severity]),
    ...filter.types.map((type) => reportTypeNames[type]),
    ...filter.sections.map((section) => sectionNames[section]),
  ];
  return `Filtered: ${parts.join(', ')}`;
}

/** What neither the editor nor the tree shows: findings below the least severity that is asked for. */
export function isSevereEnough(severity: Severity, minimum: Severity): boolean {
  return compareSeverity(severity, minimum) <= 0;
}
