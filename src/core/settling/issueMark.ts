import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** By what an issue is found again that GitLab does not link with its finding. */
export interface IssueMark {
  /** What to search for. */
  readonly word: string;
  /** The line of the description that says so; nobody sees it. */
  readonly line: string;
}

/**
 * The mark of a finding's issue. A definition that no link refers to, and no HTML comment: GitLab's full-text search
 * leaves out whatever PostgreSQL takes for a tag (https://www.postgresql.org/docs/current/textsearch-parsers.html).
 * The word begins with letters, lest it be read as a number.
 */
export function issueMark(key: string): IssueMark {
  const word = `gsf${bytesToHex(sha1(utf8ToBytes(key))).slice(0, 24)}`;
  return { word, line: `[//]: # (gitlab-security-findings ${word})` };
}

/** Whether a description is that of a finding's issue. */
export function hasIssueMark(description: string, key: string): boolean {
  return description.split(/\r?\n/).includes(issueMark(key).line);
}

export function withIssueMarks(description: string, keys: readonly string[]): string {
  return `${description.trimEnd()}\n\n${keys.map((key) => issueMark(key).line).join('\n')}\n`;
}
