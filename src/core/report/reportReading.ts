import type { ReportFinding } from '../model/finding.ts';
import type { Report, ReportProblem } from '../model/report.ts';
import type { ReportType } from '../model/reportType.ts';
import { cleanJson } from './cleanJson.ts';
import { decodeText } from './decodeText.ts';
import { explainUnreadable } from './explainUnreadable.ts';
import { readReport } from './readReport.ts';
import { recogniseOther } from './recogniseOther.ts';
import { splitReport } from './splitReport.ts';
import { isWireObject, type WireObject } from './wire.ts';

/** All that a report tells but its findings. */
export type ReportRest = Omit<Report, 'findings'>;

/** What came before was read in a way that turned out to be wrong, and does not count. */
export const startOver = 'start over';

/** A report's findings one after the other, and at its end the rest. */
export type ReportReading = Generator<ReportFinding | typeof startOver, ReportRest>;

/** Reads as `parseReport` does, which tells what it comes to, while somebody takes the findings: none but the latest is kept. */
export function* reportReading(bytes: Uint8Array, expected?: ReportType): ReportReading {
  try {
    return yield* readSplit(bytes, expected);
  } catch (error) {
    yield startOver;
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable({ message: `The file cannot be read: ${reason.replace(/\.?$/, '.')}` });
  }
}

function* readSplit(bytes: Uint8Array, expected: ReportType | undefined): ReportReading {
  const split = splitReport(bytes);
  if (!split || typeof asReport(split.rest) === 'string') return yield* readWhole(bytes, expected);
  const { rest: report, vulnerabilities } = split;
  const text = () => decodeText(bytes).text;
  try {
    return yield* readReport({ report, vulnerabilities, isBare: false, text }, expected);
  } catch {
    // Only the whole tells what is wrong with it.
    yield startOver;
    return yield* readWhole(bytes, expected);
  }
}

function* readWhole(bytes: Uint8Array, expected: ReportType | undefined): ReportReading {
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
  const rest = yield* readReport(
    {
      report: document,
      vulnerabilities: Array.isArray(vulnerabilities) ? vulnerabilities : undefined,
      isBare: Array.isArray(json),
      text: () => text,
    },
    expected,
  );
  return problem ? { ...rest, problems: [problem, ...rest.problems] } : rest;
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

function unreadable(problem: ReportProblem): ReportRest {
  return { problems: [problem] };
}
