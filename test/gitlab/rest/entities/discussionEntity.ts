import type { Discussion, Note, Position } from '../../state/discussion.ts';
import type { State } from '../../state/state.ts';
import { userEntity } from './userEntity.ts';

export function discussionEntity(discussion: Discussion, state: State): object {
  return {
    id: discussion.id,
    individual_note: false,
    notes: discussion.notes.map((note) => noteEntity(note, discussion, state)),
  };
}

export function noteEntity(note: Note, discussion: Discussion, state: State): object {
  const { mergeRequest, position, resolvedBy, resolvedAt } = discussion;
  return {
    id: note.id,
    type: position ? 'DiffNote' : 'DiscussionNote',
    body: note.body,
    author: note.author ? userEntity(note.author, state) : null,
    created_at: note.createdAt.toISOString(),
    updated_at: note.createdAt.toISOString(),
    system: false,
    noteable_id: mergeRequest.id,
    noteable_type: 'MergeRequest',
    project_id: mergeRequest.project.id,
    ...(position ? { commit_id: null, position: positionEntity(position) } : {}),
    resolvable: true,
    resolved: resolvedAt !== undefined,
    resolved_by: resolvedBy ? userEntity(resolvedBy, state) : null,
    resolved_at: resolvedAt?.toISOString() ?? null,
    suggestions: [],
    confidential: false,
    internal: false,
    noteable_iid: mergeRequest.iid,
  };
}

function positionEntity(position: Position): object {
  return {
    base_sha: position.baseSha,
    start_sha: position.startSha,
    head_sha: position.headSha,
    old_path: position.oldPath,
    new_path: position.newPath,
    position_type: 'text',
    old_line: position.oldLine ?? null,
    new_line: position.newLine ?? null,
    line_range: null,
  };
}
