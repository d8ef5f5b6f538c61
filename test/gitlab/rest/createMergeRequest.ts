import { json } from '../http/reply.ts';
import { addMergeRequest } from '../state/addMergeRequest.ts';
import { ApiError } from './apiError.ts';
import { mergeRequestEntity } from './entities/mergeRequestEntity.ts';
import { flagOf, namesOf, numberOf, requireFields, textOf } from './fieldsOf.ts';
import { readableProjectOf } from './lookUp.ts';
import type { RestRequest } from './restRequest.ts';

/** https://docs.gitlab.com/api/merge_requests/#create-mr; the route's project is the source, the target may be another. */
export function createMergeRequest(request: RestRequest) {
  const { body, state, access } = request;
  const source = readableProjectOf(request);
  requireFields(body, ['title', 'source_branch', 'target_branch']);
  const sourceBranch = textOf(body, 'source_branch') ?? '';
  const targetBranch = textOf(body, 'target_branch') ?? '';
  const title = textOf(body, 'title')?.trim() ?? '';
  const targetId = numberOf(body, 'target_project_id') ?? source.id;
  const target = state.project(String(targetId));
  if (!access.see(target)) throw ApiError.notFound('Project');
  if (!access.createMergeRequest(source) || !access.readCode(target)) throw ApiError.forbidden();
  if (target === source && sourceBranch === targetBranch) {
    const message = ["You can't use same project/branch for source and target"];
    throw new ApiError(422, { message });
  }
  const open = state
    .mergeRequestsOf(target)
    .find(
      (one) =>
        one.state === 'opened' &&
        one.sourceProject === source &&
        one.sourceBranch === sourceBranch &&
        one.targetBranch === targetBranch,
    );
  if (open) {
    const message = [`Another open merge request already exists for this source branch: !${open.iid}`];
    throw new ApiError(409, { message });
  }
  if (title === '') throw ApiError.invalid({ title: ["can't be blank"] });
  const mergeRequest = addMergeRequest(state, target, {
    title,
    sourceBranch,
    targetBranch,
    sourceProject: source,
    author: access.user,
    description: textOf(body, 'description'),
    labels: namesOf(body, 'labels') ?? [],
    removeSourceBranch: flagOf(body, 'remove_source_branch') ?? false,
  });
  return json(201, mergeRequestEntity(mergeRequest, state));
}
