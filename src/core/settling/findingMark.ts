import { digest } from '../base/digest.ts';

/** What is written on GitLab for findings. An issue's mark has no name, since its word alone is searched for. */
export type Marked = 'issue' | 'dismissal-request' | 'remediation';

/**
 * What is written for one finding is found again by this word, whoever wrote it and on whatever machine. It begins with
 * letters, lest it be read as a number.
 */
export function findingMark(key: string): string {
  return `gsf${digest(key).slice(0, 24)}`;
}

/**
 * The line of a text that says what it is for; nobody sees it. A definition that no link refers to, and no HTML comment:
 * GitLab's full-text search leaves out whatever PostgreSQL takes for a tag
 * (https://www.postgresql.org/docs/current/textsearch-parsers.html).
 */
export function markLine(marked: Marked, key: string): string {
  const kind = marked === 'issue' ? '' : `${marked} `;
  return `[//]: # (gitlab-security-findings ${kind}${findingMark(key)})`;
}

/** Whether a text is the one that was written for a finding. */
export function hasMark(text: string, marked: Marked, key: string): boolean {
  return text.split(/\r?\n/).includes(markLine(marked, key));
}

/** A text with the marks of findings at its end. */
export function withMarks(text: string, marked: Marked, keys: readonly string[]): string {
  return `${text.trimEnd()}\n\n${keys.map((key) => markLine(marked, key)).join('\n')}\n`;
}
