import type { MergeRequest } from '../state/mergeRequest.ts';
import type { Project } from '../state/project.ts';
import { connection, type PageArguments } from './connection.ts';
import { globalId, type GraphqlContext } from './graphqlContext.ts';
import { mergeRequestNode } from './mergeRequestNode.ts';
import { filterPipelines, type PipelineFilter } from './pipelineFilter.ts';
import { pipelineNode } from './pipelineNode.ts';
import { repositoryNode } from './repositoryNode.ts';

interface MergeRequestFilter extends PageArguments {
  readonly iids?: readonly string[] | null;
  readonly sourceBranches?: readonly string[] | null;
  readonly targetBranches?: readonly string[] | null;
  readonly state?: string | null;
  readonly sort?: string | null;
}

export function projectNode(project: Project, context: GraphqlContext): object {
  const { state, access } = context;
  const canRead = access.readCode(project);
  const pipelines = canRead ? state.pipelinesOf(project) : [];
  const mergeRequests = canRead ? state.mergeRequestsOf(project) : [];
  return {
    id: globalId('Project', project.id),
    fullPath: project.path,
    name: project.name,
    path: project.path.split('/').at(-1),
    webUrl: state.webUrl(project),
    httpUrlToRepo: `${state.webUrl(project)}.git`,
    repository: canRead ? repositoryNode(project) : null,
    forkedFrom: () => (access.see(project.forkedFrom) ? projectNode(project.forkedFrom, context) : null),
    mergeRequest: ({ iid }: { readonly iid: string }) => {
      const mergeRequest = mergeRequests.find((one) => String(one.iid) === iid);
      return mergeRequest ? mergeRequestNode(mergeRequest, context) : null;
    },
    mergeRequests: (filter: MergeRequestFilter) =>
      connection(filterMergeRequests(mergeRequests, filter), filter, (one) => mergeRequestNode(one, context)),
    pipeline: (by: {
      readonly id?: string | null;
      readonly iid?: string | null;
      readonly sha?: string | null;
    }) => {
      const pipeline = pipelines.find(
        (one) =>
          String(one.iid) === by.iid || globalId('Ci::Pipeline', one.id) === by.id || one.sha === by.sha,
      );
      return pipeline ? pipelineNode(pipeline, context) : null;
    },
    pipelines: (filter: PipelineFilter) => {
      // Pipelines started by another one of their project are reached through it only.
      const own = pipelines.filter((one) => one.parent?.project !== project);
      return connection(filterPipelines(own, filter), filter, (one) => pipelineNode(one, context));
    },
  };
}

/** GitLab takes null, and an empty list of branches, for no condition at all. */
function filterMergeRequests(
  all: readonly MergeRequest[],
  filter: MergeRequestFilter,
): readonly MergeRequest[] {
  const oneOf = (list: readonly string[] | null | undefined, value: string) =>
    !list || list.length === 0 || list.includes(value);
  const state = filter.state ?? 'all';
  const [key, direction] = (filter.sort ?? 'created_desc').toLowerCase().split('_');
  const time = (one: MergeRequest) => (key === 'updated' ? one.updatedAt : one.createdAt).getTime();
  const sign = direction === 'asc' ? 1 : -1;
  return all
    .filter(
      (one) =>
        oneOf(filter.iids, String(one.iid)) &&
        oneOf(filter.sourceBranches, one.sourceBranch) &&
        oneOf(filter.targetBranches, one.targetBranch) &&
        (state === 'all' || state === one.state),
    )
    .sort((a, b) => sign * (time(a) - time(b) || a.id - b.id));
}
