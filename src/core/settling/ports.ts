import type { Logger } from '../base/logger.ts';
import type { Dismissal, Finding, FindingState, IssueLink } from '../model/finding.ts';
import type { Instance } from '../model/project.ts';
import type { MergeRequestLink, Reasoning } from '../model/settlement.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';

/** A finding that something is to be done about. */
export interface Target {
  /** Of the repository. */
  readonly root: string;
  readonly snapshot: ReadySnapshot;
  readonly finding: Finding;
}

/** A finding in GitLab's database: `uuid` alone tells which, the pipeline where it is read. */
export interface FindingAddress {
  readonly projectPath: string;
  readonly pipelineIid: string;
  readonly uuid: string;
  /** Its vulnerability, where one is known: what is left of it when its pipeline has expired. */
  readonly vulnerabilityId?: string;
}

/** What GitLab holds of a finding at this moment. */
export interface FindingStatus {
  readonly state: FindingState;
  readonly dismissal?: Dismissal;
  readonly issue?: IssueLink;
  readonly fixMergeRequest?: MergeRequestLink;
  readonly vulnerability?: { readonly id: string; readonly url: string };
  /** Absent where GitLab is too old to tell. */
  readonly permissions?: Finding['permissions'];
}

/**
 * One signed-in GitLab, asked to change something. Nothing is sent twice. Every call throws `GitLabFailure`;
 * `mayHaveActed` says of one whether it is certain that nothing was changed.
 */
export interface StateChanges {
  readonly instance: Instance;
  /** `undefined`: the finding's pipeline has expired, and no vulnerability of the default branch is this finding. */
  status(address: FindingAddress, signal: AbortSignal): Promise<FindingStatus | undefined>;
  /** Dismisses, or gives a dismissal another reason and comment. Returns what GitLab made of it. */
  dismiss(address: FindingAddress, why: Reasoning, signal: AbortSignal): Promise<FindingStatus>;
  restore(address: FindingAddress, comment: string | undefined, signal: AbortSignal): Promise<FindingStatus>;
}

/** What came of doing something about one finding. */
export type Outcome =
  /** GitLab confirmed it; `already`: it had been done before, in other words perhaps, and nothing was sent. */
  | { readonly kind: 'done'; readonly target: Target; readonly already?: true }
  /** Somebody else was quicker, and nothing was sent. */
  | { readonly kind: 'overtaken'; readonly target: Target; readonly status: FindingStatus }
  /** Certainly nothing has changed. */
  | { readonly kind: 'refused'; readonly target: Target; readonly failure: unknown }
  /** Sent, and GitLab cannot be asked whether it arrived. */
  | { readonly kind: 'unknown'; readonly target: Target; readonly failure: unknown }
  /** The user stopped before it was sent. */
  | { readonly kind: 'cancelled'; readonly target: Target };

export interface SettlingPorts<G> {
  readonly connect: (instance: Instance) => Promise<G>;
  readonly logger: Logger;
  /** Shows what GitLab answered, before the next refresh says the same. */
  readonly amend: (target: Target, change: (finding: Finding) => Finding) => void;
  /** Marks findings while something is under way; the returned function takes the mark off one. */
  readonly begin: (
    targets: readonly Target[],
    underway: NonNullable<Finding['underway']>,
  ) => (target: Target) => void;
  readonly refresh: (root: string) => Promise<void>;
}
