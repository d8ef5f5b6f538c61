import type { Finding } from '../model/finding.ts';
import { reportTypes } from '../model/reportType.ts';
import { severities } from '../model/severity.ts';
import { plainLine } from './plainText.ts';
import { reportTypeNames, sectionNames, sectionOf, severityNames } from './words.ts';

export const groupings = ['state', 'severity', 'file', 'reportType', 'scanner'] as const;
export type Grouping = (typeof groupings)[number];

/** Says which group each finding belongs to; what scanners wrote is cleaned once for all findings that share it. */
export function groupNames(grouping: Grouping): (finding: Finding) => string {
  const clean = new Map<string, string>();
  const plain = (text: string) => {
    const known = clean.get(text) ?? plainLine(text);
    clean.set(text, known);
    return known;
  };
  return (finding) => groupName(finding, grouping, plain);
}

function groupName(finding: Finding, grouping: Grouping, plain: (text: string) => string): string {
  switch (grouping) {
    case 'state':
      return sectionNames[sectionOf(finding)];
    case 'severity':
      return severityNames[finding.severity];
    case 'file':
      return (
        plain(('file' in finding.location ? finding.location.file : undefined) ?? '') || 'Without a file'
      );
    case 'reportType':
      return reportTypeNames[finding.type];
    case 'scanner':
      return plain(finding.scanner.name) || 'Unknown scanner';
  }
}

/** The groups that come in an order of their own; others are sorted by name. */
export function groupOrder(grouping: Grouping): readonly string[] {
  switch (grouping) {
    case 'state':
      return Object.values(sectionNames);
    case 'severity':
      return severities.map((severity) => severityNames[severity]);
    case 'reportType':
      return reportTypes.map((type) => reportTypeNames[type]);
    case 'file':
    case 'scanner':
      return [];
  }
}
