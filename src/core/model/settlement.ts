import type { DismissalReason } from './finding.ts';

/** What GitLab is being asked to do about a finding at this moment. */
export type Underway = 'dismissing' | 'restoring' | 'requesting' | 'creatingIssue' | 'creatingMergeRequest';

/** Why a finding is to be left alone, as the user said it. */
export interface Reasoning {
  readonly reason: DismissalReason;
  readonly comment?: string;
}

/** A discussion of the merge request in which somebody who may was asked to dismiss a finding. */
export interface DismissalRequest {
  readonly discussionId: string;
  readonly url: string;
  /** RFC 3339. */
  readonly at: string;
  /** Who wrote or resolved last, where that was somebody else. */
  readonly answer?: { readonly by: string; readonly at: string };
}

/** Hidden in this workspace, which GitLab knows nothing of. */
export interface Hiding extends Reasoning {
  /** RFC 3339. */
  readonly at: string;
}

/** A remediation was applied in this workspace; until a pipeline has seen it nobody knows whether it fixes the finding. */
export interface AppliedFix {
  /** RFC 3339. */
  readonly at: string;
  /** The pipeline that still reports the finding. */
  readonly pipelineId: string;
}

export interface MergeRequestLink {
  readonly iid: string;
  readonly url: string;
}

/** What was done about a finding from here, beside what its pipeline and GitLab's database say of it. */
export interface Settlement {
  readonly underway?: Underway;
  readonly request?: DismissalRequest;
  readonly hidden?: Hiding;
  readonly appliedFix?: AppliedFix;
  /** The merge request that brings its remediation. */
  readonly fixMergeRequest?: MergeRequestLink;
}
