import type { ReportFinding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { ReportType } from '../model/reportType.ts';
import { reportReading, startOver } from './reportReading.ts';

/**
 * Reads a GitLab security report of any version, 2.0 (a bare array) to 15.x, from the bytes of its file; the format is
 * GitLab's security-report-schemas. Never throws, whatever the bytes:
 *
 * - a valid report gives all its findings and no problem;
 * - one with flaws gives every finding that can be named, and what is wrong with the rest;
 * - a file that is no report gives one problem and no finding.
 *
 * @param expected the type GitLab keeps the file under. A report that claims another type is read as what it claims,
 * with a problem that says so; one that claims none is taken for the expected one.
 */
export function parseReport(bytes: Uint8Array, expected?: ReportType): Report {
  const findings: ReportFinding[] = [];
  const reading = reportReading(bytes, expected);
  let step = reading.next();
  for (; !step.done; step = reading.next()) {
    if (step.value === startOver) findings.length = 0;
    else findings.push(step.value);
  }
  return { ...step.value, findings };
}
