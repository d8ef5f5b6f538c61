import type { FindingSource } from '../model/finding.ts';

/** Both lists' sources, each once: a report may hold a finding any number of times. */
export function joinSources(
  some: readonly FindingSource[],
  others: readonly FindingSource[],
): readonly FindingSource[] {
  const more = others.filter((source) => !some.includes(source));
  return more.length > 0 ? [...some, ...more] : some;
}
