import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Identified } from './matchFindings.ts';

/**
 * Gives each finding of one pipeline its key, one after the other: GitLab's uuid, else a hash of our identity. Findings with the
 * same identity (the same code twice in a file) are numbered in their order.
 */
export function keysInOrder(): (finding: Identified) => string {
  const seen = new Map<string, number>();
  return ({ uuid, identity }) => {
    if (uuid !== undefined) return uuid;
    const mark = hash(identity.signatures[0]?.mark ?? identity.text ?? identity.place);
    const count = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, count);
    // Numbered after hashing: a report's text could look like another's with a number.
    return count === 1 ? mark : hash(`${mark} ${count}`);
  };
}

function hash(text: string): string {
  return bytesToHex(sha1(utf8ToBytes(text)));
}
