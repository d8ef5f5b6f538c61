import { digest } from '../base/digest.ts';
import type { Identified } from './matchFindings.ts';

/**
 * Gives each finding of one pipeline its key, one after the other: GitLab's uuid, else a digest of our identity. Findings with the
 * same identity (the same code twice in a file) are numbered in their order.
 */
export function keysInOrder(): (finding: Identified) => string {
  const seen = new Map<string, number>();
  return ({ uuid, identity }) => {
    if (uuid !== undefined) return uuid;
    const mark = digest(identity.signatures[0]?.mark ?? identity.text ?? identity.place);
    const count = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, count);
    // Numbered after digesting: a report's text could look like another's with a number.
    return count === 1 ? mark : digest(`${mark} ${count}`);
  };
}
