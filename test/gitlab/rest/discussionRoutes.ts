import { json } from '../http/reply.ts';
import { addDiscussion, addNote } from '../state/addDiscussion.ts';
import { isOnDiff } from '../state/diffLines.ts';
import type { Discussion, Position } from '../state/discussion.ts';
import type { MergeRequest } from '../state/mergeRequest.ts';
import { ApiError } from './apiError.ts';
import { discussionEntity, noteEntity } from './entities/discussionEntity.ts';
import { flagOf, numberOf, requireFields, textOf } from './fieldsOf.ts';
import { mergeRequestOf } from './lookUp.ts';
import { pageOf } from './pageOf.ts';
import { type Body, get, post, put, type RestRequest } from './restRequest.ts';

const path = '/projects/:id/merge_requests/:noteable_id/discussions';

/** https://docs.gitlab.com/api/discussions/#merge-requests */
export const discussionRoutes = [
  get(path, list),
  get(`${path}/:discussion_id`, (request) =>
    json(200, discussionEntity(discussionOf(request), request.state)),
  ),
  post(path, create),
  post(`${path}/:discussion_id/notes`, reply),
  put(`${path}/:discussion_id`, resolve),
];

function list(request: RestRequest) {
  const { state } = request;
  const mergeRequest = mergeRequestOf(request, 'noteable_id');
  const found = state.discussions.filter((one) => one.mergeRequest === mergeRequest);
  return pageOf(request, found, (one) => discussionEntity(one, state));
}

function create(request: RestRequest) {
  const { body, state, access } = request;
  const mergeRequest = mergeRequestOf(request, 'noteable_id');
  if (!access.createNote(mergeRequest.project)) throw ApiError.forbidden();
  const text = noteBody(body);
  const position = positionOf(body['position']);
  if (position) refuseOutsideOfDiff(mergeRequest, position);
  const discussion = addDiscussion(state, mergeRequest, text, { author: access.user, position });
  return json(201, discussionEntity(discussion, state));
}

function reply(request: RestRequest) {
  const { body, state, access } = request;
  const discussion = discussionOf(request);
  if (!access.createNote(discussion.mergeRequest.project)) throw ApiError.forbidden();
  const note = addNote(state, discussion, noteBody(body), access.user);
  return json(201, noteEntity(note, discussion, state));
}

/** Its author may, and who may push. */
function resolve(request: RestRequest) {
  const { body, state, access } = request;
  const discussion = discussionOf(request);
  const { mergeRequest } = discussion;
  requireFields(body, ['resolved']);
  const resolved = flagOf(body, 'resolved') ?? false;
  if (!access.createMergeRequest(mergeRequest.project) && mergeRequest.author !== access.user) {
    throw ApiError.forbidden();
  }
  discussion.resolvedBy = resolved ? access.user : undefined;
  discussion.resolvedAt = resolved ? new Date() : undefined;
  return json(200, discussionEntity(discussion, state));
}

function discussionOf(request: RestRequest): Discussion {
  const mergeRequest = mergeRequestOf(request, 'noteable_id');
  const id = request.params['discussion_id'];
  const found = request.state.discussions.find((one) => one.mergeRequest === mergeRequest && one.id === id);
  if (!found) throw ApiError.notFound('Discussion');
  return found;
}

function noteBody(body: Body): string {
  requireFields(body, ['body']);
  const text = textOf(body, 'body') ?? '';
  if (text.trim() === '') throw badNote(`{:note=>["can't be blank"]}`);
  return text;
}

function positionOf(value: unknown): Position | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw ApiError.badRequest('position is invalid');
  const body: Body = { ...value };
  requireFields(body, ['base_sha', 'start_sha', 'head_sha', 'position_type'], 'position');
  if (textOf(body, 'position_type') !== 'text') {
    throw ApiError.badRequest('position[position_type] does not have a valid value');
  }
  const newPath = textOf(body, 'new_path') ?? textOf(body, 'old_path') ?? '';
  return {
    baseSha: textOf(body, 'base_sha') ?? '',
    startSha: textOf(body, 'start_sha') ?? '',
    headSha: textOf(body, 'head_sha') ?? '',
    newPath,
    oldPath: textOf(body, 'old_path') ?? newPath,
    oldLine: numberOf(body, 'old_line'),
    newLine: numberOf(body, 'new_line'),
  };
}

function refuseOutsideOfDiff(mergeRequest: MergeRequest, position: Position): void {
  const lineCode = `:line_code=>["can't be blank", "must be a valid line code"]`;
  if (position.newPath === '' || (position.oldLine === undefined && position.newLine === undefined)) {
    throw badNote(`{${lineCode}, :position=>["is incomplete"]}`);
  }
  const { repository } = mergeRequest.project;
  if (!repository || !isOnDiff(repository, position)) throw badNote(`{${lineCode}}`);
}

/** A Ruby hash, printed into the message. */
function badNote(errors: string): ApiError {
  return ApiError.invalid(`400 Bad request - Note ${errors}`);
}
