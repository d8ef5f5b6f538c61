import { diffRefsOf } from '../../state/diffRefs.ts';
import type { MergeRequest } from '../../state/mergeRequest.ts';
import { headPipelineOf } from '../../state/pipelinesOfMergeRequest.ts';
import type { State } from '../../state/state.ts';
import { basicPipelineEntity, pipelineEntity } from './pipelineEntity.ts';
import { userEntity } from './userEntity.ts';

export function basicMergeRequestEntity(mergeRequest: MergeRequest, state: State): object {
  const { project, sourceProject, author, iid, title } = mergeRequest;
  const draft = /^draft:/i.test(title);
  return {
    id: mergeRequest.id,
    iid,
    project_id: project.id,
    title,
    description: mergeRequest.description ?? null,
    state: mergeRequest.state,
    created_at: mergeRequest.createdAt.toISOString(),
    updated_at: mergeRequest.updatedAt.toISOString(),
    merged_at: mergeRequest.state === 'merged' ? mergeRequest.updatedAt.toISOString() : null,
    closed_at: mergeRequest.state === 'closed' ? mergeRequest.updatedAt.toISOString() : null,
    target_branch: mergeRequest.targetBranch,
    source_branch: mergeRequest.sourceBranch,
    user_notes_count: 0,
    upvotes: 0,
    downvotes: 0,
    author: author ? userEntity(author, state) : null,
    assignees: [],
    assignee: null,
    reviewers: [],
    source_project_id: sourceProject?.id ?? null,
    target_project_id: project.id,
    labels: mergeRequest.labels,
    draft,
    work_in_progress: draft,
    milestone: null,
    merge_status: 'can_be_merged',
    detailed_merge_status: 'mergeable',
    sha: diffRefsOf(mergeRequest)?.headSha ?? null,
    merge_commit_sha: null,
    squash_commit_sha: null,
    reference: `!${iid}`,
    references: { short: `!${iid}`, relative: `!${iid}`, full: `${project.path}!${iid}` },
    web_url: `${state.webUrl(project)}/-/merge_requests/${iid}`,
    force_remove_source_branch: mergeRequest.removeSourceBranch,
    has_conflicts: false,
  };
}

export function mergeRequestEntity(mergeRequest: MergeRequest, state: State): object {
  const head = headPipelineOf(state, mergeRequest);
  const refs = diffRefsOf(mergeRequest);
  return {
    ...basicMergeRequestEntity(mergeRequest, state),
    changes_count: '1',
    pipeline: head ? basicPipelineEntity(head, state) : null,
    head_pipeline: head ? pipelineEntity(head, state) : null,
    diff_refs: refs ? { base_sha: refs.baseSha, head_sha: refs.headSha, start_sha: refs.startSha } : null,
    merge_error: null,
    user: { can_merge: true },
  };
}
