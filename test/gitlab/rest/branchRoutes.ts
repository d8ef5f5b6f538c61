import { json } from '../http/reply.ts';
import type { GitRepository } from '../state/gitRepository.ts';
import type { Project } from '../state/project.ts';
import { ApiError } from './apiError.ts';
import { commitEntity } from './entities/commitEntity.ts';
import { requireFields, textOf } from './fieldsOf.ts';
import { readableProjectOf, repositoryOf } from './lookUp.ts';
import { pageOf } from './pageOf.ts';
import { get, post, type RestRequest } from './restRequest.ts';

/** https://docs.gitlab.com/api/branches/ */
export const branchRoutes = [
  get('/projects/:id/repository/branches', list),
  get('/projects/:id/repository/branches/:branch', one),
  post('/projects/:id/repository/branches', create),
];

function list(request: RestRequest) {
  const project = readableProjectOf(request);
  const wanted = request.query.get('search') ?? '';
  const found = repositoryOf(project)
    .branches()
    .filter((name) => matches(name, wanted));
  return pageOf(request, found, (name) => branchEntity(request, project, name));
}

function one(request: RestRequest) {
  const project = readableProjectOf(request);
  const name = request.params['branch'] ?? '';
  if (repositoryOf(project).branch(name) === undefined) throw ApiError.notFound('Branch');
  return json(200, branchEntity(request, project, name));
}

function create(request: RestRequest) {
  const { body, access } = request;
  const project = readableProjectOf(request);
  const repository = repositoryOf(project);
  requireFields(body, ['branch', 'ref']);
  const [branch = '', ref = ''] = [textOf(body, 'branch'), textOf(body, 'ref')];
  if (!access.pushTo(project, branch)) throw ApiError.forbidden();
  if (!repository.isBranchName(branch)) throw ApiError.invalid('Branch name is invalid');
  if (repository.branch(branch) !== undefined) throw ApiError.invalid('Branch already exists');
  const sha = repository.commit(ref);
  if (sha === undefined) throw ApiError.invalid(`Invalid reference name: ${ref}`);
  repository.run(['update-ref', `refs/heads/${branch}`, sha]);
  return json(201, branchEntity(request, project, branch));
}

/** `^begin` and `end$` mean what they look like. */
function matches(name: string, search: string): boolean {
  const text = search.replace(/^\^|\$$/g, '').toLowerCase();
  const own = name.toLowerCase();
  if (search.startsWith('^')) return own.startsWith(text);
  return search.endsWith('$') ? own.endsWith(text) : own.includes(text);
}

function branchEntity({ access, state }: RestRequest, project: Project, name: string): object {
  const repository = repositoryOf(project);
  const isDefault = name === project.defaultBranch;
  const sha = repository.branch(name) ?? '';
  return {
    name,
    commit: commitEntity(repository, project, sha, state),
    merged: !isDefault && isMerged(repository, project.defaultBranch, sha),
    protected: isDefault,
    developers_can_push: false,
    developers_can_merge: false,
    can_push: access.pushTo(project, name),
    default: isDefault,
    web_url: `${state.webUrl(project)}/-/tree/${name}`,
  };
}

/** Commits, not names: what git tells of a pair of commits is kept, and a branch moves. */
function isMerged(repository: GitRepository, into: string, sha: string): boolean {
  const target = repository.branch(into);
  return target !== undefined && repository.mergeBase(target, sha) === sha;
}
