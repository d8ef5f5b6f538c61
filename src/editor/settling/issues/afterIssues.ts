import type { IssueDraftPart } from '../../../core/settling/issueDraft.ts';
import type { IssueOutcome } from '../../../core/settling/issueOutcome.ts';

/** What is left of a draft, with what is to be remembered of having sent it. */
export function afterIssues(
  parts: readonly IssueDraftPart[],
  outcomes: readonly IssueOutcome[],
): readonly IssueDraftPart[] {
  return parts.flatMap((part, index): readonly IssueDraftPart[] => {
    const outcome = outcomes[index];
    if (outcome?.kind === 'created') return [];
    if (outcome?.kind === 'incomplete') return [{ ...part, begun: true, existing: outcome.issue }];
    const isSent = outcome?.kind === 'unknown' || (outcome?.kind === 'refused' && outcome.isSent);
    return [isSent ? { ...part, begun: true } : part];
  });
}
