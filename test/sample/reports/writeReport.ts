import { createHash } from 'node:crypto';
import type { ScannedTree } from '../scannedTree.ts';
import type { Presence, SampleFinding, SampleRemediation, SampleReport, Tool } from './sampleFinding.ts';

export interface Scan {
  readonly tree: ScannedTree;
  /** Which of a report's findings this scan finds. */
  readonly finds: readonly Presence[];
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** The JSON an analyzer leaves behind. */
export function writeReport(report: SampleReport, scan: Scan): object {
  const { type, version } = report;
  const found = report.findings.filter(({ presence }) => scan.finds.includes(presence));
  return {
    version,
    schema: schemaUrl(version, type),
    vulnerabilities: found.map((finding) => entry(finding, report, scan.tree)),
    remediations: (report.remediations ?? [])
      .filter(({ fixes }) => found.some(({ name }) => fixes.includes(name)))
      .map((remediation) => remediationEntry(remediation, found, report, scan.tree)),
    scan: {
      analyzer: tool(report.analyzer),
      scanner: tool(report.scanner),
      ...(report.scannedResources && { scanned_resources: report.scannedResources }),
      type,
      start_time: utcSeconds(scan.startedAt),
      end_time: utcSeconds(scan.endedAt),
      status: 'success',
    },
  };
}

function entry(finding: SampleFinding, report: SampleReport, tree: ScannedTree): object {
  const { name, description, severity, solution, identifiers, links, location, more } = finding;
  const { id: scannerId, name: scannerName } = report.scanner;
  return {
    id: idOf(finding, report, tree),
    category: report.type,
    name,
    description,
    severity,
    ...(solution !== undefined && { solution }),
    scanner: { id: scannerId, name: scannerName },
    location: location(tree),
    identifiers,
    ...(links && { links }),
    ...more?.(tree),
  };
}

function remediationEntry(
  { fixes, summary, changes }: SampleRemediation,
  found: readonly SampleFinding[],
  report: SampleReport,
  tree: ScannedTree,
): object {
  const fixed = found.filter(({ name }) => fixes.includes(name));
  return {
    fixes: fixed.map((finding) => ({ id: idOf(finding, report, tree) })),
    summary,
    diff: Buffer.from(tree.diff(changes)).toString('base64'),
  };
}

/** Analyzers hash what they found and where; the same find in the next pipeline has the same id. */
function idOf(
  { name, identifiers, location }: SampleFinding,
  report: SampleReport,
  tree: ScannedTree,
): string {
  const what = [report.type, name, identifiers[0].value, location(tree)];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex');
}

function tool({ id, name, version, url, vendor }: Tool): object {
  return { id, name, version, url, vendor: { name: vendor } };
}

function schemaUrl(version: string, type: string): string {
  const file = `${type.replaceAll('_', '-')}-report-format.json`;
  return `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${version}/dist/${file}`;
}

/** The schemas want UTC without a zone. */
function utcSeconds(date: Date): string {
  return date.toISOString().slice(0, 19);
}
