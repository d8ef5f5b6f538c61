import type { IssueDocumentFlaw } from '../../../core/settling/issueDocument.ts';
import { longestTitle } from '../../../core/settling/issueText.ts';

/** Why nothing was sent, and what to do about it. */
export const issueFlawWords: Readonly<Record<IssueDocumentFlaw, string>> = {
  dividers:
    'No issue was created: the lines “<!-- ========== issue … ========== -->” between the issues have changed; undo that, so that each keeps its own text.',
  noTitle: 'No issue was created: the first line is its title, and it is empty; write one after the “#”.',
  longTitle: `No issue was created: GitLab takes titles of at most ${longestTitle} characters; shorten the first line.`,
};
