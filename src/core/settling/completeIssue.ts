import { mayHaveActed } from '../model/failure.ts';
import type { IssueLink } from '../model/finding.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { IssueOutcome, IssueRequest } from './issueOutcome.ts';
import type { IssueContent, StoredIssue } from './issuePorts.ts';
import type { SettlingPorts } from './ports.ts';

/** Gives an issue that GitLab made out of a finding the user's words, labels and all that belongs to it. */
export async function completeIssue(
  request: IssueRequest,
  { iid, url }: IssueLink,
  content: IssueContent,
  gitlab: GitLabChanges,
  { amend, logger }: Pick<SettlingPorts<GitLabChanges>, 'amend' | 'logger'>,
): Promise<IssueOutcome> {
  const issue: IssueLink = { iid, url };
  const { targets } = request;
  const never = new AbortController().signal;
  // It is linked from now on, whatever becomes of the words.
  for (const target of targets) amend(target, (finding) => ({ ...finding, issue }));
  const [path = ''] = targets.map(({ snapshot }) => snapshot.project.path);
  try {
    await gitlab.issues.update(path, iid, content, never);
  } catch (failure) {
    if (!mayHaveActed(failure)) return { kind: 'incomplete', request, issue, failure };
    logger.warn(`no answer to the text of issue ${iid} (${String(failure)}); reading it`);
    const now = await gitlab.issues.read(path, iid, never).catch(() => undefined);
    if (!now || !has(now, content)) return { kind: 'incomplete', request, issue, failure };
  }
  return { kind: 'created', request, issue, linked: targets };
}

/** All of it is written at once, so the words tell of the rest. */
function has(now: StoredIssue, { title, description }: IssueContent): boolean {
  return now.title === title && now.description.trimEnd() === description.trimEnd();
}
