import { isGitLabFailure } from '../model/failure.ts';
import type { Instance } from '../model/project.ts';
import type { DismissalRequest, MergeRequestLink } from '../model/settlement.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { IssueChanges } from './issuePorts.ts';
import type { MergeRequestChanges } from './mergeRequestPorts.ts';

/** A mark of something that GitLab holds. */
export type FollowedMark = { readonly key: string; readonly snapshot: ReadySnapshot } & (
  | { readonly kind: 'request'; readonly mark: DismissalRequest }
  | { readonly kind: 'fixMergeRequest' | 'issue'; readonly mark: MergeRequestLink }
);

/** The same as GitLab has it now; `undefined` where it is gone, closed for a merge request, or not for this user. */
export async function readMark(
  { kind, mark, snapshot }: FollowedMark,
  { discussions, mergeRequests, issues }: GitLabChanges,
  signal: AbortSignal,
): Promise<DismissalRequest | MergeRequestLink | undefined> {
  const { mergeRequest, instance } = snapshot;
  if (kind === 'request')
    return mergeRequest ? discussions.read(mergeRequest, mark.discussionId, signal) : mark;
  if (kind === 'fixMergeRequest')
    return (await isStillThere(mark, instance, mergeRequests, signal)) ? mark : undefined;
  const path = projectPathOf(mark.url, instance);
  // Nobody can be asked about it.
  return path === undefined || (await isIssueThere(path, mark.iid, issues, signal)) ? mark : undefined;
}

/** Whether this user may see an issue that was made. */
export async function isIssueThere(
  projectPath: string,
  iid: string,
  issues: Pick<IssueChanges, 'read'>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await issues.read(projectPath, iid, signal);
    return true;
  } catch (error) {
    if (isGitLabFailure(error) && error.code === 'notFound') return false;
    throw error;
  }
}

/** Whether a merge request that was made is open or merged; one that nobody can be asked about is. */
export async function isStillThere(
  { url, iid }: MergeRequestLink,
  instance: Instance,
  mergeRequests: Pick<MergeRequestChanges, 'isThere'>,
  signal: AbortSignal,
): Promise<boolean> {
  const path = projectPathOf(url, instance);
  return path === undefined || mergeRequests.isThere(path, iid, signal);
}

/** The project that a page of an instance belongs to. */
function projectPathOf(page: string, { url }: Instance): string | undefined {
  const [project = '', rest] = page.split('/-/');
  return rest !== undefined && project.startsWith(`${url}/`) ? project.slice(url.length + 1) : undefined;
}
