import type { Report, ReportProblem } from '../model/report.ts';
import type { ReportType } from '../model/reportType.ts';
import { cleanJson } from './cleanJson.ts';
import { decodeText } from './decodeText.ts';
import { explainUnreadable } from './explainUnreadable.ts';
import { readReport } from './readReport.ts';
import { recogniseOther } from './recogniseOther.ts';
import { splitReport } from './splitReport.ts';
import { isWireObject, type WireObject } from './wire.ts';

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
  try {
    return parse(bytes, expected);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable({ message: `The file cannot be read: ${reason.replace(/\.?$/, '.')}` });
  }
}

function parse(bytes: Uint8Array, expected: ReportType | undefined): Report {
  const split = splitReport(bytes);
  if (!split || typeof asReport(split.rest) === 'string') return parseWhole(bytes, expected);
  const { rest: report, vulnerabilities } = split;
  const text = () => decodeText(bytes).text;
  try {
    return readReport({ report, vulnerabilities, isBare: false, text }, expected);
  } catch {
    // Only the whole tells what is wrong with it.
    return parseWhole(bytes, expected);
  }
}

function parseWhole(bytes: Uint8Array, expected: ReportType | undefined): Report {
  const { text, problem } = decodeText(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable(explainUnreadable(text));
  }
  cleanJson(json, text);
  const document = asReport(json);
  if (typeof document === 'string') return unreadable({ message: document, pointer: '', line: 1, column: 1 });
  const { vulnerabilities } = document;
  const report = readReport(
    {
      report: document,
      vulnerabilities: Array.isArray(vulnerabilities) ? vulnerabilities : undefined,
      isBare: Array.isArray(json),
      text: () => text,
    },
    expected,
  );
  return problem ? { ...report, problems: [problem, ...report.problems] } : report;
}

/** The report in the JSON, a bare array wrapped as one; or a sentence that says what the JSON is instead. */
function asReport(json: unknown): WireObject | string {
  const other = recogniseOther(json);
  if (other !== undefined) return other;
  if (Array.isArray(json)) {
    const isReport = json.length === 0 || json.some((entry) => isWireObject(entry) && hasName(entry));
    return isReport
      ? { version: '2.0', vulnerabilities: json }
      : 'This is a JSON array of something else than findings.';
  }
  if (!isWireObject(json))
    return `This is JSON, but only ${json === null ? 'null' : `a ${typeof json}`}, not a report.`;
  if (
    Array.isArray(json['vulnerabilities']) ||
    'scan' in json ||
    'version' in json ||
    'vulnerabilities' in json
  )
    return json;
  return 'This is JSON, but not a GitLab security report: it has no “vulnerabilities”.';
}

function hasName(entry: WireObject): boolean {
  return ['message', 'name', 'cve', 'identifiers', 'category'].some((key) => key in entry);
}

function unreadable(problem: ReportProblem): Report {
  return { findings: [], problems: [problem] };
}
