import { inDigits } from '../base/inDigits.ts';
import type { Finding } from '../model/finding.ts';
import { count } from './words.ts';

export interface Counts {
  readonly new: number;
  readonly existing: number;
  /** Not compared yet, so nobody knows which of the two. */
  readonly pending: number;
}

/** Every surface asks for the same list's. */
const counted = new WeakMap<readonly Finding[], Counts>();

/**
 * Counts findings, each of which has a key of its own, neither dismissed nor resolved nor fixed nor hidden here, with or without a line: the one number
 * everywhere.
 */
export function countFindings(findings: readonly Finding[]): Counts {
  const known = counted.get(findings);
  if (known) return known;
  const counts = { new: 0, existing: 0, pending: 0 };
  for (const { state, change, hidden } of findings)
    if (change !== 'fixed' && state !== 'dismissed' && state !== 'resolved' && !hidden) counts[change] += 1;
  counted.set(findings, counts);
  return counts;
}

/** `3 new · 12 existing`, or `15 findings` while they are not compared; what there is none of is left out. */
export function describeCounts(counts: Counts): string {
  const parts = [
    ...(counts.new > 0 ? [`${inDigits(counts.new)} new`] : []),
    ...(counts.existing > 0 ? [`${inDigits(counts.existing)} existing`] : []),
    ...(counts.pending > 0 ? [count(counts.pending, 'finding')] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : 'no findings';
}
