import type { IngestedFinding } from './ingestedFinding.ts';

export interface Comparison {
  readonly added: readonly IngestedFinding[];
  readonly existing: readonly IngestedFinding[];
  readonly fixed: readonly IngestedFinding[];
}

/** Head against base by uuid, without the limit of 25 that GitLab's own comparer has. */
export function compareFindings(
  head: readonly IngestedFinding[],
  base: readonly IngestedFinding[],
): Comparison {
  const inBase = new Set(base.map(({ uuid }) => uuid));
  const inHead = new Set(head.map(({ uuid }) => uuid));
  return {
    added: head.filter(({ uuid }) => !inBase.has(uuid)),
    existing: head.filter(({ uuid }) => inBase.has(uuid)),
    fixed: base.filter(({ uuid }) => !inHead.has(uuid)),
  };
}
