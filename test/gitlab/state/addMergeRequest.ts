import type { MergeRequest, MergeRequestOptions } from './mergeRequest.ts';
import type { Project } from './project.ts';
import type { State } from './state.ts';

export function addMergeRequest(state: State, project: Project, options: MergeRequestOptions): MergeRequest {
  const at = options.updatedAt ?? new Date();
  const mergeRequest = {
    id: state.ids.next('merge request', 7001),
    iid: state.ids.next(`merge request of ${project.id}`),
    project,
    sourceProject: options.sourceProject === null ? undefined : (options.sourceProject ?? project),
    sourceBranch: options.sourceBranch,
    targetBranch: options.targetBranch ?? project.defaultBranch,
    author: options.author,
    createdAt: at,
    updatedAt: at,
    fixedDiffRefs: options.diffRefs,
    description: options.description,
    labels: options.labels ?? [],
    removeSourceBranch: options.removeSourceBranch ?? false,
    title: options.title ?? options.sourceBranch,
    state: options.state ?? 'opened',
  };
  state.mergeRequests.push(mergeRequest);
  return mergeRequest;
}
