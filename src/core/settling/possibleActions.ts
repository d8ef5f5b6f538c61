import type { Finding } from '../model/finding.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';

/** What can be done about a finding now, by this user, on this tier. */
export interface PossibleActions {
  /** What "Dismiss" comes down to: the user may, or can ask who may, or can only look away. */
  readonly dismiss?: 'dismiss' | 'request' | 'hide';
  /** Whether it can be hidden in this workspace. */
  readonly hide: boolean;
  readonly restore?: 'restore' | 'unhide';
  readonly createIssue: boolean;
  readonly applyRemediation: boolean;
  readonly createRemediationMergeRequest: boolean;
}

const nothing: PossibleActions = {
  hide: false,
  createIssue: false,
  applyRemediation: false,
  createRemediationMergeRequest: false,
};

/** From memory. Where GitLab is too old to tell what the user may do, it is offered, and GitLab has the last word. */
export function possibleActions(
  finding: Finding,
  { mergeRequest }: Pick<ReadySnapshot, 'mergeRequest'>,
): PossibleActions {
  const { state, change, uuid, underway, hidden, permissions, hasRemediation } = finding;
  if (underway || change === 'fixed' || state === 'resolved') return nothing;
  const hasDatabase = uuid !== undefined;
  const mayDismiss = hasDatabase && permissions?.adminVulnerability !== false;
  if (state === 'dismissed') return { ...nothing, ...(mayDismiss && { restore: 'restore' }) };
  const canAsk = mergeRequest !== undefined && finding.request === undefined;
  const dismiss = mayDismiss ? 'dismiss' : canAsk ? 'request' : 'hide';
  return {
    ...(hidden ? { restore: 'unhide' } : { dismiss }),
    hide: !hidden && !hasDatabase,
    createIssue: finding.issue === undefined && permissions?.createIssue !== false,
    applyRemediation: hasRemediation && finding.appliedFix === undefined,
    createRemediationMergeRequest:
      hasRemediation &&
      finding.fixMergeRequest === undefined &&
      // What the default branch has as well GitLab brings by itself, from its database.
      (mergeRequest?.sourceProjectPath !== undefined ||
        (hasDatabase && (!mergeRequest || change === 'existing'))),
  };
}
