import { json } from '../http/reply.ts';
import { type CommitAction, commitActions, CommitRefused } from '../state/commitActions.ts';
import type { GitRepository } from '../state/gitRepository.ts';
import { ApiError } from './apiError.ts';
import { commitEntity } from './entities/commitEntity.ts';
import { flagOf, requireFields, textOf } from './fieldsOf.ts';
import { readableProjectOf, repositoryOf } from './lookUp.ts';
import { type Body, post, type RestRequest } from './restRequest.ts';

/** https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions */
export const commitRoutes = [post('/projects/:id/repository/commits', create)];

function create(request: RestRequest) {
  const { body, access, state } = request;
  const project = readableProjectOf(request);
  const repository = repositoryOf(project);
  requireFields(body, ['branch', 'commit_message', 'actions']);
  const branch = textOf(body, 'branch') ?? '';
  const actions = actionsOf(body['actions']);
  if (!access.pushTo(project, branch))
    throw ApiError.forbidden('You are not allowed to push into this branch');
  const before = repository.branch(branch);
  const parent = parentOf(body, repository, before, branch);
  const message = textOf(body, 'commit_message') ?? '';
  const sha = committed(() => commitActions(repository, { parent, message, author: access.user }, actions));
  repository.run(['update-ref', `refs/heads/${branch}`, sha, before ?? '0'.repeat(40)]);
  const entity = commitEntity(repository, project, sha, state);
  return json(201, {
    ...entity,
    stats: statsOf(repository, sha),
    status: null,
    project_id: project.id,
    last_pipeline: null,
  });
}

/** `start_sha` and `start_branch` are for a branch that is not there yet; they expect nothing of one that is. */
function parentOf(
  body: Body,
  repository: GitRepository,
  before: string | undefined,
  branch: string,
): string | undefined {
  const startSha = textOf(body, 'start_sha');
  const startBranch = textOf(body, 'start_branch');
  if (startSha !== undefined && startBranch !== undefined) {
    throw ApiError.badRequest('start_branch, start_sha are mutually exclusive');
  }
  if (startSha !== undefined && !/^[0-9a-f]{7,40}$/i.test(startSha)) {
    throw ApiError.invalid(`Invalid start_sha '${startSha}'`);
  }
  const onBranch = startBranch === undefined ? before : repository.branch(startBranch);
  const start = startSha === undefined ? onBranch : repository.commit(startSha);
  if (startSha !== undefined && start === undefined)
    throw ApiError.invalid(`Cannot find start_sha '${startSha}'`);
  const isEmpty = repository.branches().length === 0;
  if (start === undefined && !isEmpty) {
    throw ApiError.invalid('You can only create or edit files when you are on a branch');
  }
  const isOther = startSha !== undefined || (startBranch !== undefined && startBranch !== branch);
  if (isOther && before !== undefined && flagOf(body, 'force') !== true) {
    throw ApiError.invalid(
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  }
  if (!repository.isBranchName(branch)) {
    throw ApiError.invalid(
      `Something went wrong when we tried to create '${branch}' for you: Branch name is invalid`,
    );
  }
  return start;
}

function actionsOf(value: unknown): readonly CommitAction[] {
  if (!Array.isArray(value)) throw ApiError.badRequest('actions is invalid');
  return value.map((one: unknown, index) => {
    const within = `actions[${index}]`;
    if (typeof one !== 'object' || one === null) throw ApiError.badRequest(`${within} is invalid`);
    const body: Body = { ...one };
    requireFields(body, ['action', 'file_path'], within);
    const action = textOf(body, 'action') ?? '';
    if (!isAction(action)) throw ApiError.badRequest(`${within}[action] does not have a valid value`);
    if (action === 'move') requireFields(body, ['previous_path'], within);
    if (action === 'chmod') requireFields(body, ['execute_filemode'], within);
    const content = textOf(body, 'content');
    const encoding = textOf(body, 'encoding') === 'base64' ? 'base64' : 'utf8';
    return {
      action,
      filePath: textOf(body, 'file_path') ?? '',
      previousPath: textOf(body, 'previous_path'),
      content: content === undefined ? undefined : Buffer.from(content, encoding),
      lastCommitId: textOf(body, 'last_commit_id'),
      executable: flagOf(body, 'execute_filemode'),
    };
  });
}

function isAction(text: string): text is CommitAction['action'] {
  return ['create', 'update', 'delete', 'move', 'chmod'].includes(text);
}

function committed(commit: () => string): string {
  try {
    return commit();
  } catch (error) {
    if (error instanceof CommitRefused) throw ApiError.invalid(error.message);
    throw error;
  }
}

function statsOf(repository: GitRepository, sha: string): object {
  const lines = repository.run(['show', '--numstat', '--format=', sha]).split('\n');
  const sum = (column: number) =>
    lines.reduce((all, line) => all + (Number.parseInt(line.split('\t')[column] ?? '', 10) || 0), 0);
  const [additions, deletions] = [sum(0), sum(1)];
  return { additions, deletions, total: additions + deletions };
}
