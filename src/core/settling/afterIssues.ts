import { readIssueDocument, writeIssueDocument } from './issueDocument.ts';
import type { IssueDraft, IssueDraftPart } from './issueDraft.ts';
import type { IssueOutcome } from './issueOutcome.ts';

/**
 * What is left of a draft once it was sent, with what is to be remembered of that: `undefined` where nothing is. A created
 * issue leaves it only if its words are still those that were sent; what was typed meanwhile is to be sent as well.
 *
 * @param draft as it is now, not as it was sent
 */
export function afterIssues(draft: IssueDraft, outcomes: readonly IssueOutcome[]): IssueDraft | undefined {
  const texts = readIssueDocument(draft.text, outcomes.length);
  const all = outcomes.map((outcome, index) => {
    const part = draft.parts[index] ?? { keys: outcome.request.targets.map(({ finding }) => finding.key) };
    const sent = outcome.request.content;
    const text = typeof texts === 'string' ? undefined : texts[index];
    const isAsSent = text?.title === sent.title && text.description === sent.description;
    return { outcome, part: partAfter(outcome, part), text, isOver: outcome.kind === 'created' && isAsSent };
  });
  const left = all.filter(({ isOver }) => !isOver);
  if (left.length === 0) return undefined;
  const parts = left.map(({ part }) => part);
  // A document that cannot be divided stays whole, and so do its parts: none of them was found to be as it was sent.
  return typeof texts === 'string' || left.length === all.length
    ? { ...draft, parts }
    : { ...draft, parts, text: writeIssueDocument(left.flatMap(({ text }) => text ?? [])) };
}

function partAfter(outcome: IssueOutcome, { begun: _begun, ...part }: IssueDraftPart): IssueDraftPart {
  const { request } = outcome;
  switch (outcome.kind) {
    case 'created':
    case 'incomplete':
      return { ...part, begun: true, existing: outcome.issue };
    case 'unknown':
      return { ...part, begun: true };
    default: {
      const isSent = outcome.kind === 'refused' && outcome.isSent === true;
      // What became of an earlier try is as unknown as it was.
      return { ...part, ...((isSent || request.begun) && { begun: true }) };
    }
  }
}
