import type { Finding } from '../model/finding.ts';
import type { FindingType } from '../model/reportType.ts';
import { compareSeverity, type Severity } from '../model/severity.ts';
import { scannersOf } from './describeFinding.ts';
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

export function matches(finding: Finding, filter: Filter): boolean {
  return (
    (filter.severities.length === 0 || filter.severities.includes(finding.severity)) &&
    (filter.types.length === 0 || filter.types.includes(finding.type)) &&
    (filter.sections.length === 0 || isAmong(sectionOf(finding), filter.sections)) &&
    (filter.text === '' || searchable(finding).includes(filter.text.toLowerCase()))
  );
}

function searchable(finding: Finding): string {
  const { title, location, identifiers } = finding;
  const file = 'file' in location ? location.file : undefined;
  const dependency = 'dependency' in location ? location.dependency.name : undefined;
  return [title, file, dependency, scannersOf(finding), ...identifiers.map(({ name }) => name)]
    .join('\n')
    .toLowerCase();
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
