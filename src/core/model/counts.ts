import { eachInTurns, type Turns } from '../base/turns.ts';
import type { Finding } from './finding.ts';

/** How many findings of a list are open: neither dismissed nor resolved nor fixed nor hidden here, with or without a line. */
export interface Counts {
  readonly new: number;
  readonly existing: number;
  /** Not compared yet, so nobody knows which of the two. */
  readonly pending: number;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Every surface asks for the same list's. */
const counted = new WeakMap<readonly Finding[], Counts>();

/** The one number everywhere. Each finding has a key of its own. */
export function countFindings(findings: readonly Finding[]): Counts {
  const known = counted.get(findings);
  if (known) return known;
  const counts = nothing();
  for (const finding of findings) add(counts, finding);
  counted.set(findings, counts);
  return counts;
}

/** Counts a list before anybody asks: to look at very many findings for the first time takes longer than a turn may. */
export async function countInTurns(findings: readonly Finding[], turns: Turns): Promise<void> {
  const counts = nothing();
  await eachInTurns(findings, (finding) => add(counts, finding), turns);
  counted.set(findings, counts);
}

/** A list with other findings in place of those with these keys, and its counts; the same list where they are the same ones. */
export function exchangeFindings(
  findings: readonly Finding[],
  keys: ReadonlySet<string>,
  give: (finding: Finding) => Finding,
): readonly Finding[] {
  const counts = { ...countFindings(findings) };
  let others: Finding[] | undefined;
  let left = keys.size;
  for (let at = 0; left > 0 && at < findings.length; at++) {
    const finding = findings[at];
    if (!finding || !keys.has(finding.key)) continue;
    left -= 1;
    const other = give(finding);
    if (other === finding) continue;
    others ??= [...findings];
    others[at] = other;
    add(counts, finding, -1);
    add(counts, other);
  }
  if (!others) return findings;
  counted.set(others, counts);
  return others;
}

function nothing(): Writable<Counts> {
  return { new: 0, existing: 0, pending: 0 };
}

function add(counts: Writable<Counts>, { state, change, hidden }: Finding, by = 1): void {
  if (change !== 'fixed' && state !== 'dismissed' && state !== 'resolved' && !hidden) counts[change] += by;
}
