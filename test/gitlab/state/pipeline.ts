import type { PipelineStatus } from '../../../src/core/model/pipeline.ts';
import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import type { Scan } from '../ingest/scan.ts';
import type { Job, JobOptions } from './job.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { Project } from './project.ts';
import type { User } from './user.ts';

/** `child` is started by another pipeline, of the same project or of another one. */
export type PipelineKind = 'branch' | 'detached' | 'merged_result' | 'merge_train' | 'child';

export interface Pipeline {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  readonly kind: PipelineKind;
  readonly sha: string;
  /** The merge request's head, where `sha` is a commit made for the pipeline. */
  readonly sourceSha: string | undefined;
  readonly ref: string;
  readonly mergeRequest: MergeRequest | undefined;
  readonly parent: Pipeline | undefined;
  readonly children: Pipeline[];
  readonly jobs: Job[];
  readonly user: User | undefined;
  readonly createdAt: Date;
  status: PipelineStatus;
  updatedAt: Date;
  finishedAt: Date | undefined;
  /** What GitLab's database knows of the reports, from when the pipeline finished. */
  scans: readonly Scan[];
  findings: readonly IngestedFinding[];
}

export interface PipelineOptions {
  readonly kind?: PipelineKind;
  /** Branch name; merge request pipelines have GitLab's own ref. */
  readonly ref?: string;
  /** Absent: the tip of the ref; for merged results a merge commit made for it. */
  readonly sha?: string;
  readonly status?: PipelineStatus;
  readonly mergeRequest?: MergeRequest;
  readonly user?: User;
  readonly createdAt?: Date;
  readonly finishedAt?: Date;
  readonly jobs?: readonly JobOptions[];
  readonly children?: readonly ChildPipelineOptions[];
}

export interface ChildPipelineOptions extends PipelineOptions {
  /** Absent: the parent's project. */
  readonly project?: Project;
}

/** GitLab's `source` of a pipeline. */
export function sourceOf(pipeline: Pipeline): string {
  if (pipeline.kind === 'branch') return 'push';
  if (pipeline.kind !== 'child') return 'merge_request_event';
  return pipeline.parent?.project === pipeline.project ? 'parent_pipeline' : 'pipeline';
}
