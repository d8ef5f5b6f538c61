import { createIssue } from './createIssue.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { IssueOutcome, IssueRequest } from './issueOutcome.ts';
import type { SettlingPorts } from './ports.ts';
import type { SettleOptions } from './settleEach.ts';

/**
 * Creates issues one after the other, so that their numbers follow the order in which they were written. When the user
 * stops it, what was sent is waited for, and nothing more is sent. Afterwards GitLab is asked for everything anew.
 */
export async function createIssues(
  requests: readonly IssueRequest[],
  ports: SettlingPorts<GitLabChanges>,
  { onProgress }: Pick<SettleOptions, 'onProgress'>,
  signal: AbortSignal,
): Promise<readonly IssueOutcome[]> {
  const all = requests.flatMap(({ targets }) => targets);
  const end = ports.begin(all, 'creatingIssue');
  const outcomes: IssueOutcome[] = [];
  for (const request of requests) {
    const outcome: IssueOutcome = signal.aborted
      ? { kind: 'cancelled', request }
      : // What it throws is a fault of ours, and leaves no finding under way.
        await createIssue(request, ports).catch((failure: unknown) => ({
          kind: 'refused',
          request,
          failure,
        }));
    outcomes.push(outcome);
    request.targets.forEach(end);
    onProgress?.(outcomes.length);
  }
  const asked = outcomes.filter(({ kind }) => kind !== 'cancelled').flatMap(({ request }) => request.targets);
  for (const root of new Set(asked.map((target) => target.root))) void ports.refresh(root);
  return outcomes;
}
