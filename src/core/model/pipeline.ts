import type { FailureCode } from './failure.ts';
import type { ReportType } from './reportType.ts';

/** GitLab's words. */
export const pipelineStatuses = [
  'created',
  'waiting_for_resource',
  'preparing',
  'waiting_for_callback',
  'pending',
  'running',
  'failed',
  'success',
  'canceling',
  'canceled',
  'skipped',
  'manual',
  'scheduled',
] as const;
export type PipelineStatus = (typeof pipelineStatuses)[number];

const finishedStatuses: readonly string[] = ['failed', 'success', 'canceled', 'skipped', 'manual'];

/** Nothing of it will change by itself any more. Jobs share these statuses. */
export function isFinished(status: string): boolean {
  return finishedStatuses.includes(status);
}

/** A report that a job left behind. */
export interface ReportArtifact {
  readonly projectPath: string;
  /** Numeric. */
  readonly jobId: string;
  readonly jobName: string;
  readonly type: ReportType;
}

export interface SecurityJob {
  /** Numeric. */
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly reports: readonly ReportArtifact[];
  /** The job also left an archive, so a report may be read out of it. */
  readonly hasArchive: boolean;
}

export interface Pipeline {
  /** Numeric. */
  readonly id: string;
  readonly iid: string;
  readonly projectPath: string;
  readonly sha: string;
  readonly ref?: string;
  readonly status: PipelineStatus;
  /** RFC 3339. */
  readonly finishedAt?: string;
  /** `merged_result` pipelines scan a commit that no branch has. */
  readonly mergeRequestEventType?: 'detached' | 'merged_result' | 'merge_train';
  readonly webUrl: string;
  readonly jobs: readonly SecurityJob[];
  readonly children: readonly Pipeline[];
  /** Why not all of its jobs and children are listed here. */
  readonly incomplete?: FailureCode;
}

/**
 * Tells a pipeline from itself at another time: a retried job, or anything else that may change its findings, changes
 * this.
 */
export function markOf(pipeline: Pipeline): string {
  const parts = withChildren(pipeline).map(({ id, status, finishedAt, jobs }) =>
    [id, status, finishedAt, ...jobs.map((job) => `${job.id} ${job.status}`)].join(),
  );
  return parts.join(';');
}

/** The pipeline and all below it, itself first. */
export function withChildren(pipeline: Pipeline): readonly Pipeline[] {
  return [pipeline, ...pipeline.children.flatMap(withChildren)];
}
