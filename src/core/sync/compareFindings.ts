import { compareText } from '../base/compareText.ts';
import { eachInTurns, sortInTurns, type Turns } from '../base/turns.ts';
import { keysInOrder } from '../identity/keysInOrder.ts';
import { matchFindings } from '../identity/matchFindings.ts';
import { countInTurns } from '../model/counts.ts';
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
export async function compareFindings(
  head: readonly PipelineFinding[],
  base: readonly PipelineFinding[] | Exclude<Comparison, 'done'>,
  more: Pick<Finding, 'permissions'>,
  turns: Turns,
): Promise<readonly Finding[]> {
  const { pairs, onlyBase } = await matchFindings(head, typeof base === 'string' ? [] : base, turns);
  const unmatched = base === 'pending' ? 'pending' : 'new';
  const keyOf = keysInOrder();
  const compared: Finding[] = [];
  const add = (entry: PipelineFinding, change: Change) =>
    compared.push({ ...entry.finding, change, key: keyOf(entry), ...more });
  await eachInTurns(head, (entry) => add(entry, pairs.has(entry) ? 'existing' : unmatched), turns);
  const addFixed = (entry: PipelineFinding) => {
    if (entry.finding.type !== 'secret_detection') add(entry, 'fixed');
  };
  await eachInTurns(onlyBase, addFixed, turns);
  const sorted = await sortInTurns(compared, compareInView, turns);
  await countInTurns(sorted, turns);
  return sorted;
}

function compareInView(a: Finding, b: Finding): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.title, b.title) ||
    compareText(fileOf(a), fileOf(b)) ||
    lineOf(a) - lineOf(b) ||
    // In which order GitLab's pages came is no order to show them in.
    compareText(a.key, b.key)
  );
}

function fileOf({ location }: Finding): string {
  return 'file' in location ? (location.file ?? '') : '';
}

function lineOf({ location }: Finding): number {
  return location.kind === 'code' ? (location.startLine ?? 0) : 0;
}
