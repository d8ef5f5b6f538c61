import type { Discussions } from './discussionPorts.ts';
import type { IssueChanges } from './issuePorts.ts';
import type { MergeRequestChanges } from './mergeRequestPorts.ts';
import type { StateChanges } from './ports.ts';

/** Everything one signed-in GitLab can be asked to change. Nothing is sent twice. */
export interface GitLabChanges {
  readonly states: StateChanges;
  readonly issues: IssueChanges;
  readonly discussions: Discussions;
  readonly mergeRequests: MergeRequestChanges;
}
