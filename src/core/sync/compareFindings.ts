import { compareText } from '../base/compareText.ts';
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
 *
 * @param more what is the same for all
 */
export function compareFindings(
  head: readonly PipelineFinding[],
  base: readonly PipelineFinding[] | Exclude<Comparison, 'done'>,
  more: Pick<Finding, 'permissions'> = {},
): readonly Finding[] {
  const { pairs, onlyBase } = matchFindings(head, typeof base === 'string' ? [] : base);
  const unmatched = base === 'pending' ? 'pending' : 'new';
  const fixed = onlyBase.filter(({ finding }) => finding.type !== 'secret_detection');
  const compared: readonly (readonly [PipelineFinding, Change])[] = [
    ...head.map((entry) => [entry, pairs.has(entry) ? 'existing' : unmatched] as const),
    ...fixed.map((entry) => [entry, 'fixed'] as const),
  ];
  const keys = keysOf(compared.map(([entry]) => entry));
  return compared
    .map(([{ finding }, change], index): Finding => ({ ...finding, change, key: keys[index] ?? '', ...more }))
    .sort(
      (a, b) =>
        compareSeverity(a.severity, b.severity) ||
        compareText(a.title, b.title) ||
        compareText(fileOf(a), fileOf(b)),
    );
}

function fileOf({ location }: Finding): string {
  return 'file' in location ? (location.file ?? '') : '';
}
