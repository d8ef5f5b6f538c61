import type { PreparedFix } from '../settling/prepareFix.ts';
import { explainRefusal } from './explainRefusal.ts';
import type { OutcomeWords } from './explainOutcome.ts';
import type { OutcomeText } from './outcomeText.ts';
import { plainLine } from './plainText.ts';
import { count } from './words.ts';

/** What came of creating merge requests that bring a remediation. */
export const fixWords: OutcomeWords = {
  done: (what) => `Created a merge request with the remediation of ${what}`,
  already: (what) =>
    `A merge request with the remediation of ${what} was there already, and nothing was created`,
  notDone: (what) => `the merge request with the remediation of ${what} was not created`,
  whether: (what) => `whether the merge request with the remediation of ${what} was created`,
  overtaken: [],
  forbidden: ({ target }) => {
    const path = target.snapshot.mergeRequest?.sourceProjectPath ?? target.finding.pipeline.projectPath;
    return `you may not create branches and merge requests in ${plainLine(path)}; ask a maintainer, or apply the fix in your working tree`;
  },
};

/** Merge requests are created one after the other: what stopped one of them stopped those after it as well. */
export function withNotReached(text: OutcomeText, notReached: number): OutcomeText {
  if (notReached === 0) return text;
  const [was, them] = notReached === 1 ? ['was', 'it'] : ['were', 'them'];
  const next = text.steps.includes('tryAgain')
    ? `Try Again goes on with ${them}`
    : `choose ${them} once more`;
  const sentence = `${text.sentence} ${count(notReached, 'further finding')} ${was} not reached; ${next}.`;
  return { ...text, sentence };
}

/** Why no merge request can be made, and what to do instead. */
export function explainPreparedFix(fix: Extract<PreparedFix, { kind: 'refused' | 'impossible' }>): string {
  if (fix.kind === 'refused') return explainRefusal(fix.refusal);
  switch (fix.why) {
    case 'noDiff':
      return 'GitLab has no suggested change of this finding any more; run the pipeline again.';
    case 'noMergeRequest':
      return 'There is no branch on GitLab to merge the suggested change into; create a merge request and refresh.';
    case 'branchTaken':
      return `The branch ${plainLine(fix.branch ?? '')} has other commits; create a merge request from it in GitLab, or delete it and try again.`;
  }
}
