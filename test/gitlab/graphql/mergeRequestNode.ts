import { diffRefsOf } from '../state/diffRefs.ts';
import type { MergeRequest } from '../state/mergeRequest.ts';
import { headPipelineOf, pipelinesOfMergeRequest } from '../state/pipelinesOfMergeRequest.ts';
import { connection } from './connection.ts';
import { globalId, type GraphqlContext } from './graphqlContext.ts';
import { filterPipelines, type PipelineFilter } from './pipelineFilter.ts';
import { pipelineNode } from './pipelineNode.ts';
import { projectNode } from './projectNode.ts';

export function mergeRequestNode(mergeRequest: MergeRequest, context: GraphqlContext): object {
  const { state, access } = context;
  const { project, sourceProject, iid } = mergeRequest;
  const pipelines = () =>
    pipelinesOfMergeRequest(state, mergeRequest).filter((one) => access.readCode(one.project));
  return {
    id: globalId('MergeRequest', mergeRequest.id),
    iid: String(iid),
    title: mergeRequest.title,
    state: mergeRequest.state,
    draft: /^draft:/i.test(mergeRequest.title),
    webUrl: `${state.webUrl(project)}/-/merge_requests/${iid}`,
    createdAt: mergeRequest.createdAt.toISOString(),
    updatedAt: mergeRequest.updatedAt.toISOString(),
    sourceBranch: mergeRequest.sourceBranch,
    targetBranch: mergeRequest.targetBranch,
    sourceProject: () => (access.see(sourceProject) ? projectNode(sourceProject, context) : null),
    targetProject: () => projectNode(project, context),
    diffHeadSha: () => diffRefsOf(mergeRequest)?.headSha,
    diffRefs: () => diffRefsOf(mergeRequest),
    headPipeline: () => {
      const head = headPipelineOf(state, mergeRequest);
      return head && access.readCode(head.project) ? pipelineNode(head, context) : null;
    },
    pipelines: (filter: PipelineFilter) =>
      connection(filterPipelines(pipelines(), filter), filter, (one) => pipelineNode(one, context)),
    hasSecurityReports: () => pipelines().some((one) => one.jobs.some((job) => job.reportTypes.length > 0)),
  };
}
