import { isFinished } from '../../../src/core/model/pipeline.ts';
import type { Job } from '../state/job.ts';
import { type Pipeline, sourceOf } from '../state/pipeline.ts';
import { connection, type PageArguments } from './connection.ts';
import { findingsFields } from './findingsFields.ts';
import { globalId, type GraphqlContext } from './graphqlContext.ts';
import { jobNode } from './jobNode.ts';
import { mergeRequestNode } from './mergeRequestNode.ts';
import { projectNode } from './projectNode.ts';

interface JobFilter extends PageArguments {
  readonly securityReportTypes?: readonly string[] | null;
  readonly statuses?: readonly string[] | null;
  readonly retried?: boolean | null;
}

export function pipelineNode(pipeline: Pipeline, context: GraphqlContext): object {
  const { access } = context;
  const { project, mergeRequest, parent, kind } = pipeline;
  const isMade = kind === 'detached' || kind === 'merged_result' || kind === 'merge_train';
  return {
    id: globalId('Ci::Pipeline', pipeline.id),
    iid: String(pipeline.iid),
    sha: pipeline.sha,
    ref: pipeline.ref,
    source: sourceOf(pipeline),
    status: pipeline.status.toUpperCase(),
    active: !isFinished(pipeline.status),
    complete: isFinished(pipeline.status) && pipeline.status !== 'manual',
    child: sourceOf(pipeline) === 'parent_pipeline',
    createdAt: pipeline.createdAt.toISOString(),
    updatedAt: pipeline.updatedAt.toISOString(),
    startedAt: pipeline.createdAt.toISOString(),
    finishedAt: pipeline.finishedAt?.toISOString(),
    path: `/${project.path}/-/pipelines/${pipeline.id}`,
    project: () => projectNode(project, context),
    mergeRequest: () => (mergeRequest ? mergeRequestNode(mergeRequest, context) : null),
    mergeRequestEventType: isMade ? kind.toUpperCase() : null,
    upstream: () => (parent && access.readCode(parent.project) ? pipelineNode(parent, context) : null),
    downstream: (args: PageArguments) => {
      const visible = pipeline.children.filter((child) => access.readCode(child.project));
      return connection(visible, args, (child) => pipelineNode(child, context));
    },
    jobs: (filter: JobFilter) => connection(filterJobs(pipeline.jobs, filter), filter, (job) => jobNode(job)),
    ...findingsFields(pipeline, context),
  };
}

/** A list of report types that is null or empty asks for every job. */
function filterJobs(
  jobs: readonly Job[],
  { securityReportTypes, statuses, retried }: JobFilter,
): readonly Job[] {
  if (retried) return [];
  return jobs
    .filter(
      (job) =>
        (!securityReportTypes?.length ||
          job.reportTypes.some((type) => securityReportTypes.includes(type.toUpperCase()))) &&
        (!statuses?.length || statuses.includes(job.status.toUpperCase())),
    )
    .sort((a, b) => b.id - a.id);
}
