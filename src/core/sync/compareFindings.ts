import { keysOf } from '../identity/keysOf.ts';
import { matchFindings } from '../identity/matchFindings.ts';
import type { Change, Finding } from '../model/finding.ts';
import type { Comparison } from '../model/snapshot.ts';
import { compareSeverity } from '../model/severity.ts';
import type { PipelineFinding } from './mergeSources.ts';

/**
 * Compares the head's findings with the target branch's: only in the head is new, in both existing, only in the base
 * fixed. Without a base everything is new, as GitLab has it, and while it is on its way nothing is. A secret that is no
 * longer in the code is still leaked, so it is never called fixed.
 */
export function compareFindings(
  head: readonly PipelineFinding[],
  base: readonly PipelineFinding[] | Exclude<Comparison, 'done'>,
): readonly Finding[] {
  const { pairs, onlyBase } = matchFindings(head, typeof base === 'string' ? [] : base);
  const unmatched = base === 'pending' ? 'pending' : 'new';
  const fixed = onlyBase.filter(({ type }) => type !== 'secret_detection');
  const compared: readonly (readonly [PipelineFinding, Change])[] = [
    ...head.map((finding) => [finding, pairs.has(finding) ? 'existing' : unmatched] as const),
    ...fixed.map((finding) => [finding, 'fixed'] as const),
  ];
  const keys = keysOf(compared.map(([finding]) => finding));
  return compared
    .map(([{ identity: _, ...finding }, change], index): Finding => ({
      ...finding,
      change,
      key: keys[index] ?? '',
    }))
    .sort(
      (a, b) =>
        compareSeverity(a.severity, b.severity) ||
        a.title.localeCompare(b.title) ||
        fileOf(a).localeCompare(fileOf(b)),
    );
}

function fileOf({ location }: Finding): string {
  return 'file' in location ? (location.file ?? '') : '';
}
