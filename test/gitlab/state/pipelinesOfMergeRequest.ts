import { commitsOf, diffRefsOf } from './diffRefs.ts';
import type { MergeRequest } from './mergeRequest.ts';
import { type Pipeline, sourceOf } from './pipeline.ts';
import type { State } from './state.ts';

/**
 * A merge request's pipelines are those made for it and those of its source branch at one of its commits.
 * GitLab lists the former first. Child pipelines belong to their parent only.
 */
export function pipelinesOfMergeRequest(state: State, mergeRequest: MergeRequest): readonly Pipeline[] {
  const commits = commitsOf(mergeRequest);
  const isOwn = (pipeline: Pipeline) => pipeline.kind !== 'child' && pipeline.mergeRequest === mergeRequest;
  const isOfBranch = (pipeline: Pipeline) =>
    pipeline.kind === 'branch' &&
    pipeline.project === mergeRequest.sourceProject &&
    pipeline.ref === mergeRequest.sourceBranch &&
    commits.has(pipeline.sha);
  const rank = (pipeline: Pipeline) => (sourceOf(pipeline) === 'merge_request_event' ? 0 : 1);
  return state.pipelines
    .filter((pipeline) => isOwn(pipeline) || isOfBranch(pipeline))
    .sort((a, b) => rank(a) - rank(b) || b.id - a.id);
}

/** The pipeline of the merge request's newest commit; none while that commit has none. */
export function headPipelineOf(state: State, mergeRequest: MergeRequest): Pipeline | undefined {
  const head = diffRefsOf(mergeRequest)?.headSha;
  return pipelinesOfMergeRequest(state, mergeRequest).find(
    (pipeline) => head !== undefined && (pipeline.sha === head || pipeline.sourceSha === head),
  );
}
