import type { OutcomeWords } from './explainOutcome.ts';
import { plainLine } from './plainText.ts';

/** What came of asking for dismissals. */
export const requestWords: OutcomeWords = {
  done: (what) => `Requested the dismissal of ${what}`,
  already: (what) => `The dismissal of ${what} had been requested before, and nothing was sent; answer there`,
  notDone: (what) => `the dismissal of ${what} was not requested`,
  whether: (what) => `whether the dismissal of ${what} was requested`,
  overtaken: [],
  forbidden: ({ target }) => {
    const path = target.snapshot.mergeRequest?.projectPath ?? target.finding.pipeline.projectPath;
    return `you may not comment on merge requests of ${plainLine(path)}; ask a member of the project`;
  },
};
