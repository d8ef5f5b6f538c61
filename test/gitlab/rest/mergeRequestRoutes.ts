import { json } from '../http/reply.ts';
import { commitsOf } from '../state/diffRefs.ts';
import { pipelinesOfMergeRequest } from '../state/pipelinesOfMergeRequest.ts';
import { createMergeRequest } from './createMergeRequest.ts';
import { basicMergeRequestEntity, mergeRequestEntity } from './entities/mergeRequestEntity.ts';
import { basicPipelineEntity } from './entities/pipelineEntity.ts';
import { mergeRequestOf, readableProjectOf } from './lookUp.ts';
import { pageOf } from './pageOf.ts';
import { get, post, type RestRequest } from './restRequest.ts';

export const mergeRequestRoutes = [
  get('/projects/:id/merge_requests', list),
  get('/projects/:id/merge_requests/:merge_request_iid', (request) =>
    json(200, mergeRequestEntity(mergeRequestOf(request), request.state)),
  ),
  post('/projects/:id/merge_requests', createMergeRequest),
  get('/projects/:id/merge_requests/:merge_request_iid/pipelines', pipelines),
  get('/projects/:id/repository/commits/:sha/merge_requests', ofCommit),
];

function list(request: RestRequest) {
  const { query, state } = request;
  const project = readableProjectOf(request);
  const is = (name: string, value: string | number | undefined) =>
    !query.has(name) || query.get(name) === String(value);
  const iids = query.getAll('iids[]');
  const words = (query.get('search') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = query.get('state') ?? 'all';
  const byUpdate = query.get('order_by') === 'updated_at';
  const sign = query.get('sort') === 'asc' ? 1 : -1;
  const found = state
    .mergeRequestsOf(project)
    .filter(
      (one) =>
        (wanted === 'all' || wanted === one.state) &&
        is('source_branch', one.sourceBranch) &&
        is('target_branch', one.targetBranch) &&
        is('source_project_id', one.sourceProject?.id) &&
        words.every((word) => `${one.title}\n${one.description ?? ''}`.toLowerCase().includes(word)) &&
        (iids.length === 0 || iids.includes(String(one.iid))),
    )
    .sort((a, b) => {
      const time = (one: typeof a) => (byUpdate ? one.updatedAt : one.createdAt).getTime();
      return sign * (time(a) - time(b) || a.id - b.id);
    });
  return pageOf(request, found, (one) => basicMergeRequestEntity(one, state));
}

function pipelines(request: RestRequest) {
  const { state, access } = request;
  const visible = pipelinesOfMergeRequest(state, mergeRequestOf(request)).filter(({ project }) =>
    access.readCode(project),
  );
  return pageOf(request, visible, (one) => basicPipelineEntity(one, state));
}

/** The merge requests that would bring a commit, or have brought it. */
function ofCommit(request: RestRequest) {
  const { state, params, query } = request;
  const project = readableProjectOf(request);
  const revision = params['sha'] ?? '';
  const sha = project.repository?.commit(revision) ?? revision;
  const wanted = query.get('state') ?? 'all';
  const found = state
    .mergeRequestsOf(project)
    .filter((one) => (wanted === 'all' || wanted === one.state) && commitsOf(one).has(sha))
    .sort((a, b) => b.id - a.id);
  return pageOf(request, found, (one) => basicMergeRequestEntity(one, state));
}
