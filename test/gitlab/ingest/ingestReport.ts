import { toSeverity } from '../../../src/core/model/severity.ts';
import type { Pipeline } from '../state/pipeline.ts';
import { findingUuid } from './identity.ts';
import type { IngestedFinding } from './ingestedFinding.ts';
import type { WireRemediation, WireReport, WireVulnerability } from './wireReport.ts';

/** Turns a report's entries into findings of a pipeline, the way GitLab words and identifies them. */
export function ingestReport(
  report: WireReport,
  type: string,
  pipeline: Pipeline,
): readonly IngestedFinding[] {
  return (report.vulnerabilities ?? []).map((vulnerability) => ({
    uuid: findingUuid(type, vulnerability, pipeline.project.id),
    project: pipeline.project,
    sha: pipeline.sha,
    reportType: type,
    title: title(vulnerability),
    description: vulnerability.description,
    severity: toSeverity(vulnerability.severity),
    solution: vulnerability.solution,
    falsePositive: (vulnerability.flags ?? []).some(
      (flag) => (flag.type ?? 'flagged-as-likely-false-positive') === 'flagged-as-likely-false-positive',
    ),
    scanner: scanner(report, vulnerability),
    identifiers: vulnerability.identifiers ?? [],
    links: vulnerability.links ?? [],
    location: vulnerability.location ?? {},
    evidence: vulnerability.evidence,
    details: vulnerability.details ?? {},
    remediations: remediationsOf(vulnerability, report.remediations ?? []),
  }));
}

function title(vulnerability: WireVulnerability): string {
  if (vulnerability.message) return vulnerability.message;
  if (vulnerability.name) return vulnerability.name;
  const identifiers = vulnerability.identifiers ?? [];
  const named =
    identifiers.find(({ type }) => type.toLowerCase() === 'cve') ??
    identifiers.find(({ type }) => type.toLowerCase() === 'cwe') ??
    identifiers[0];
  const place = vulnerability.location?.file ?? vulnerability.location?.image ?? '';
  return `${named?.name ?? 'Unknown'} in ${place}`;
}

function scanner(report: WireReport, vulnerability: WireVulnerability): IngestedFinding['scanner'] {
  const own = vulnerability.scanner?.id ? vulnerability.scanner : report.scan?.scanner;
  return { id: own?.id ?? 'unknown', name: own?.name ?? 'Unknown', vendor: own?.vendor?.name };
}

/** Several remediations may name a finding; the last one is its own. */
function remediationsOf(
  vulnerability: WireVulnerability,
  remediations: readonly WireRemediation[],
): IngestedFinding['remediations'] {
  const names = (key: 'id' | 'cve') =>
    remediations.findLast((one) =>
      (one.fixes ?? []).some((fix) => fix[key] !== undefined && fix[key] === vulnerability[key]),
    );
  const own = names('id') ?? names('cve');
  return own ? [{ summary: own.summary ?? '', diff: own.diff ?? '' }] : [];
}
