import type { ReportProblem } from '../model/report.ts';
import { locateInJson } from './locateInJson.ts';

/** Why a file that is not JSON is none: what it looks like, or where it breaks off. */
export function explainUnreadable(text: string): ReportProblem {
  const start = text.slice(0, 1000).trimStart();
  const looks = lookOf(start);
  if (looks !== undefined) return { message: looks };
  if (text.trim() === '') return { message: 'The file is empty.' };
  if (!/^[[{]/.test(start)) return { message: 'The file is plain text, not JSON.', line: 1, column: 1 };
  const { error } = locateInJson(text, []);
  if (!error) return { message: 'The file is not valid JSON.' };
  const { line, column, atEnd } = error;
  if (atEnd) {
    return {
      message: `The file is cut off: its JSON ends unfinished at line ${line}, column ${column}.`,
      line,
      column,
    };
  }
  const message = holdsJsonLines(text)
    ? 'The file holds several JSON documents, one per line (the log of a tool?), not one report.'
    : `The file is not valid JSON: it goes wrong at line ${line}, column ${column}.`;
  return { message, line, column };
}

function lookOf(start: string): string | undefined {
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) {
    return 'The file is a zip archive; the report is a file inside it.';
  }
  if (start.startsWith('\u001F')) return 'The file is compressed with gzip; unpack it first.';
  if (/^<(?:!doctype html|html|head|body)/i.test(start)) {
    return 'The file is an HTML page, perhaps a sign-in or error page, not a report.';
  }
  if (start.startsWith('<')) return 'The file is XML, not a GitLab report in JSON.';
  if (start.includes('\0')) return 'The file is binary, not JSON.';
  return undefined;
}

function holdsJsonLines(text: string): boolean {
  const lines = text.slice(0, 100_000).split('\n', 2);
  return lines.length === 2 && lines.every((line) => line.trim() !== '' && isJson(line));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
