import type { ReportFinding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { ReportType } from '../model/reportType.ts';
import { describeFlaw } from './describeFlaw.ts';
import { ProblemList } from './problemList.ts';
import { remediationsOf } from './remediationsOf.ts';
import { claimedType, reportTypeOf } from './reportTypeOf.ts';
import { toFinding } from './toFinding.ts';
import { scannerReader } from './toScanner.ts';
import { formatOf, runValidators, validatorsOf } from './validateReport.ts';
import { isWireObject, objectAt, textAt, type WireObject } from './wire.ts';

/**
 * Reads what is known to be a report, flawed or not.
 * @param json what was parsed from `text`; pointers of problems are into it
 */
export function readReport(
  report: WireObject,
  json: unknown,
  text: string,
  expected: ReportType | undefined,
): Report {
  const problems = new ProblemList();
  /** Where the value that is being checked is; validators count from there. */
  let base = '';
  const flaw = (within: string, keyword: string, parameter: unknown) => {
    const pointer = base + within;
    problems.add(pointer, () => describeFlaw({ pointer, keyword, parameter }, json));
  };
  const scan = objectAt(report, 'scan');
  const isBare = Array.isArray(json);
  const vulnerabilities = Array.isArray(report['vulnerabilities'])
    ? (report['vulnerabilities'] as readonly unknown[])
    : [];
  const claimed = claimedType(scan, vulnerabilities);
  const type = claimed ?? expected ?? reportTypeOf(scan, vulnerabilities);
  const version = textAt(report, 'version');
  const head = { ...(type && { type }), ...(version !== undefined && { version }) };

  if (!Array.isArray(report['vulnerabilities'])) {
    if ('vulnerabilities' in report) flaw('/vulnerabilities', 'type', 'array');
    else problems.add('', () => 'The report has no list of “vulnerabilities”, so it tells nothing.');
    return { ...head, findings: [], problems: problems.located(text) };
  }
  if (expected && claimed && claimed !== expected) {
    const pointer = 'type' in scan ? '/scan/type' : '';
    problems.add(
      pointer,
      () => `The report says it is of type “${claimed}”, where GitLab expects “${expected}”.`,
    );
  }

  const validators = validatorsOf(type, formatOf(version));
  if (!isBare) runValidators(validators.report, report, flaw);
  const context = {
    type: type ?? ('generic' as const),
    scannerOf: scannerReader(scan),
    remediationsOf: remediationsOf(report),
  };
  const findings: ReportFinding[] = [];
  vulnerabilities.forEach((vulnerability, index) => {
    base = isBare ? `/${index}` : `/vulnerabilities/${index}`;
    if (!runValidators(validators.vulnerability, vulnerability, flaw)) {
      problems.add(base, () => `vulnerabilities[${index}] is nested too deeply to be checked.`);
    }
    if (!isWireObject(vulnerability)) return;
    const finding = toFinding(vulnerability, context);
    if (finding) findings.push(finding);
    else
      problems.add(
        base,
        () => `vulnerabilities[${index}] is left out: it has no name, message, CVE or identifier.`,
      );
  });
  return { ...head, findings, problems: problems.located(text) };
}
