import type { FailureCode } from './failure.ts';
import type { Finding } from './finding.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { NetworkReason } from './networkReason.ts';
import type { Pipeline } from './pipeline.ts';
import type { Instance, Project, Repository } from './project.ts';
import type { ReportProblem } from './report.ts';
import type { ReportType } from './reportType.ts';

/** A part that failed; everything else is still shown. */
export type Problem =
  | {
      readonly kind: 'report';
      readonly job: string;
      readonly type: ReportType;
      readonly problems: readonly ReportProblem[];
    }
  | {
      readonly kind: 'download';
      readonly job: string;
      readonly type: ReportType;
      readonly failure: FailureCode;
    }
  | {
      readonly kind: 'notDownloadable';
      readonly job: string;
      readonly type: ReportType;
      readonly version?: string;
    }
  | {
      readonly kind: 'scan';
      readonly job: string;
      readonly type?: ReportType;
      /** The job's, or that of its report in GitLab's database. */
      readonly status: string;
      /** GitLab's own words on the report. */
      readonly errors: readonly string[];
    }
  | { readonly kind: 'findingsPage'; readonly failure: FailureCode }
  | { readonly kind: 'comparison'; readonly failure: FailureCode }
  | { readonly kind: 'children'; readonly failure: FailureCode }
  | { readonly kind: 'origin'; readonly failure: FailureCode };

/**
 * Whether the findings were compared with a pipeline of the target branch. `none`: there was none, and everything is
 * new, as GitLab has it. `pending`: these are the findings, shown while the rest is on its way.
 */
export type Comparison = 'done' | 'none' | 'pending';

/** What is known when a merge request's (or branch's) findings could be asked for. */
export interface ReadySnapshot {
  readonly kind: 'ready';
  readonly repository: Repository;
  readonly instance: Instance;
  readonly project: Project;
  /** Absent: the branch has none, its own pipeline's findings are shown. */
  readonly mergeRequest?: MergeRequest;
  /** Every open merge request of the branch, most recently updated first. */
  readonly choices: readonly MergeRequest[];
  /** The pipeline whose findings these are. */
  readonly pipeline: Pipeline;
  /** A newer run that is not finished yet. */
  readonly running?: Pipeline;
  readonly branch: string;
  readonly headCommit: string;
  readonly findings: readonly Finding[];
  readonly reportsRead: number;
  readonly problems: readonly Problem[];
  readonly comparison: Comparison;
  readonly gitlabVersion?: string;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
}

/** The state of one repository, and of what to do next. Always a whole; replaced, never changed. */
export type Snapshot =
  | ReadySnapshot
  | { readonly kind: 'loading'; readonly repository: Repository }
  | { readonly kind: 'noRemote'; readonly repository: Repository }
  | { readonly kind: 'noCommit'; readonly repository: Repository }
  | {
      readonly kind: 'signedOut';
      readonly repository: Repository;
      readonly host: string;
      readonly projectPath: string;
    }
  | {
      readonly kind: 'projectNotFound';
      readonly repository: Repository;
      readonly instance: Instance;
      readonly projectPath: string;
    }
  | {
      readonly kind: 'noPipeline';
      readonly repository: Repository;
      readonly instance: Instance;
      readonly project: Project;
      readonly branch: string;
      readonly mergeRequest?: MergeRequest;
      readonly choices: readonly MergeRequest[];
      /** One that is on its way. */
      readonly running?: Pipeline;
    }
  | {
      readonly kind: 'failed';
      readonly repository: Repository;
      readonly instance?: Instance;
      readonly failure: FailureCode;
      readonly detail?: string;
      /** What stood in the way of an answer, where that is known. */
      readonly reason?: NetworkReason;
      /** Milliseconds GitLab asks to wait. */
      readonly retryAfter?: number;
    };
