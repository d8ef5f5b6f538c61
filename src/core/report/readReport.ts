import type { ReportFinding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { ReportType } from '../model/reportType.ts';
import { describeFlaw } from './describeFlaw.ts';
import { ProblemList } from './problemList.ts';
import { remediationsOf } from './remediationsOf.ts';
import { claimedType, reportTypeOf } from './reportTypeOf.ts';
import { SharedParts } from './sharedParts.ts';
import { toFinding } from './toFinding.ts';
import { scannerReader } from './toScanner.ts';
import { formatOf, runValidators, validatorsOf } from './validateReport.ts';
import { isWireObject, none, objectOf, textOf, type WireObject } from './wire.ts';

/** What is known to be a report, flawed or not. */
export interface ReportDocument {
  readonly report: WireObject;
  /** Parsed anew each time they are gone through, perhaps; undefined where there is no list of them. */
  readonly vulnerabilities: Iterable<unknown> | undefined;
  /** Whether the file is nothing but a list of vulnerabilities. */
  readonly isBare: boolean;
  /** All of the file, in which pointers of problems are looked up. */
  readonly text: () => string;
}

/** Findings as they are read, then what else the report tells. */
export function* readReport(
  document: ReportDocument,
  expected: ReportType | undefined,
): Generator<ReportFinding, Omit<Report, 'findings'>> {
  const { report, vulnerabilities, isBare, text } = document;
  const problems = new ProblemList();
  /** What is being checked, and where it is; validators count from there. */
  let checked: unknown = report;
  let base = () => '';
  const flaw = (within: string, keyword: string, parameter: unknown) => {
    problems.add(`${base()}${within}`, () =>
      describeFlaw({ base: base(), within, keyword, parameter }, checked),
    );
  };
  const scan = objectOf(report['scan']);
  const claimed = claimedType(scan, vulnerabilities ?? none);
  const type = claimed ?? expected ?? reportTypeOf(scan, vulnerabilities ?? none);
  const version = textOf(report['version']);
  const head = { ...(type && { type }), ...(version !== undefined && { version }) };

  if (!vulnerabilities) {
    if ('vulnerabilities' in report) flaw('/vulnerabilities', 'type', 'array');
    else problems.add('', () => 'The report has no list of “vulnerabilities”, so it tells nothing.');
    return { ...head, problems: problems.located(text) };
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
  const parts = new SharedParts();
  let index = 0;
  base = () => (isBare ? `/${index}` : `/vulnerabilities/${index}`);
  for (const vulnerability of vulnerabilities) {
    checked = vulnerability;
    if (!runValidators(validators.vulnerability, vulnerability, flaw)) {
      problems.add(base(), () => `vulnerabilities[${index}] is nested too deeply to be checked.`);
    }
    const finding = isWireObject(vulnerability) ? toFinding(vulnerability, context) : undefined;
    if (finding) {
      parts.share(finding);
      yield finding;
    } else if (isWireObject(vulnerability))
      problems.add(
        base(),
        () => `vulnerabilities[${index}] is left out: it has no name, message, CVE or identifier.`,
      );
    index += 1;
  }
  return { ...head, problems: problems.located(text) };
}
