import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What is written for one finding is found again by this, whoever wrote it and on whatever machine. */
export function findingMark(key: string): string {
  return bytesToHex(sha1(utf8ToBytes(key))).slice(0, 16);
}

/** The same as a comment that GitLab keeps in a text and does not show. */
export function hiddenMarker(kind: 'dismissal-request' | 'remediation', key: string): string {
  return `<!-- gitlab-security-findings: ${kind} ${findingMark(key)} -->`;
}
