import type { IssueDraft } from '../settling/issueDraft.ts';
import { plainLine, shorten } from './plainText.ts';
import { count } from './words.ts';

export interface IssueDraftWord {
  readonly title: string;
  /** What a click on it does; none is only told. */
  readonly action?: 'submitIssue' | 'changeIssue';
}

/** What stands above an issue that is being written. */
export function issueDraftWords(draft: IssueDraft): readonly IssueDraftWord[] {
  const { parts, projectPath, confidential, labels, assignee, milestone, confirms } = draft;
  const what = parts.length === 1 ? 'issue' : count(parts.length, 'issue');
  const isThere = parts.some(({ existing }) => existing !== undefined);
  const verb = isThere ? 'Complete' : 'Create';
  const change = (title: string): IssueDraftWord => ({ title, action: 'changeIssue' });
  return [
    { title: `${verb} ${what} in ${name(projectPath)}`, action: 'submitIssue' },
    change(`Confidential: ${confidential ? 'yes' : 'no'}`),
    change(`Labels: ${labels.length === 0 ? 'none' : shorten(labels.map(name).join(', '), 80)}`),
    change(`Assignee: ${assignee ? `@${name(assignee.name)}` : 'none'}`),
    change(`Milestone: ${milestone ? name(milestone.name) : 'none'}`),
    ...(confirms && !isThere
      ? [{ title: `Also sets the finding${parts.length === 1 ? '' : 's'} to “Confirmed”` }]
      : []),
  ];
}

/** VS Code would make icons of it. */
function name(text: string): string {
  return plainLine(text).replace(/\$\(/g, '\\$(');
}
