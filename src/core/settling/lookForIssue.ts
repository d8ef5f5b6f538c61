import type { IssueLink } from '../model/finding.ts';
import { addressOf } from './changeState.ts';
import { findingMark, hasMark } from './findingMark.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { StoredIssue } from './issuePorts.ts';
import type { FindingStatus, SettlingPorts, Target } from './ports.ts';
import { withStatus } from './withStatus.ts';

export type Found =
  | {
      readonly kind: 'found';
      readonly issue: IssueLink;
      readonly target: Target;
      /** GitLab links it with the finding. */
      readonly isLinked: boolean;
      /** Its description, where that says that it was made here. */
      readonly marked?: string;
    }
  | { readonly kind: 'overtaken'; readonly target: Target; readonly status: FindingStatus }
  | {
      readonly kind: 'none';
      /** Those that GitLab has as vulnerabilities, with their ids. */
      readonly vulnerabilities: ReadonlyMap<string, Target>;
    };

/** Asks GitLab for an issue of any of these findings: what it links with them, and what its descriptions say. */
export async function lookForIssue(
  targets: readonly Target[],
  gitlab: GitLabChanges,
  ports: Pick<SettlingPorts<GitLabChanges>, 'amend'>,
  signal: AbortSignal,
): Promise<Found> {
  const answers = await Promise.all(
    targets.map(async (target) => {
      const [status, marked] = await Promise.all([
        statusOf(target, gitlab, ports, signal),
        markedIssue(target, gitlab, signal),
      ]);
      return { target, status, marked };
    }),
  );
  for (const { target, status, marked } of answers) {
    const issue = status?.issue ?? marked;
    if (!issue) continue;
    const isLinked = status?.issue !== undefined;
    const description = marked?.iid === issue.iid ? marked.description : undefined;
    return {
      kind: 'found',
      issue: { iid: issue.iid, url: issue.url },
      target,
      isLinked,
      ...(description !== undefined && { marked: description }),
    };
  }
  for (const { target, status } of answers) {
    const isSettled = status?.state === 'dismissed' || status?.state === 'resolved';
    if (isSettled) return { kind: 'overtaken', target, status };
  }
  const stored = answers.flatMap(({ target, status }) =>
    status?.vulnerability ? [[status.vulnerability.id, target] as const] : [],
  );
  return { kind: 'none', vulnerabilities: new Map(stored) };
}

async function statusOf(
  target: Target,
  gitlab: GitLabChanges,
  { amend }: Pick<SettlingPorts<GitLabChanges>, 'amend'>,
  signal: AbortSignal,
): Promise<FindingStatus | undefined> {
  if (target.finding.uuid === undefined) return undefined;
  const status = await gitlab.states.status(addressOf(target), signal);
  if (status) amend(target, (finding) => withStatus(finding, status));
  return status;
}

/** An open one counts more; the search finds words that begin alike as well. */
async function markedIssue(
  { finding, snapshot }: Target,
  { issues }: GitLabChanges,
  signal: AbortSignal,
): Promise<StoredIssue | undefined> {
  const found = await issues.find(snapshot.project.path, findingMark(finding.key), signal);
  const own = found.filter(({ description }) => hasMark(description, 'issue', finding.key));
  return own.find(({ isOpen }) => isOpen) ?? own[0];
}
