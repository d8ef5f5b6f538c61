import { inDigits } from '../base/inDigits.ts';
import type { Counts } from '../model/counts.ts';
import { count } from './words.ts';

/** `3 new · 12 existing`, or `15 findings` while they are not compared; what there is none of is left out. */
export function describeCounts(counts: Counts): string {
  const parts = [
    ...(counts.new > 0 ? [`${inDigits(counts.new)} new`] : []),
    ...(counts.existing > 0 ? [`${inDigits(counts.existing)} existing`] : []),
    ...(counts.pending > 0 ? [count(counts.pending, 'finding')] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : 'no findings';
}
