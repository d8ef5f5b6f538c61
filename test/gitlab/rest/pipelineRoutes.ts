import { json } from '../http/reply.ts';
import { type Pipeline, sourceOf } from '../state/pipeline.ts';
import { bridgeEntity, jobEntity } from './entities/jobEntity.ts';
import { basicPipelineEntity, pipelineEntity } from './entities/pipelineEntity.ts';
import { pipelineOf, readableProjectOf } from './lookUp.ts';
import { pageOf } from './pageOf.ts';
import { get, type RestRequest } from './restRequest.ts';

export const pipelineRoutes = [
  get('/projects/:id/pipelines', list),
  get('/projects/:id/pipelines/:pipeline_id', (request) =>
    json(200, pipelineEntity(pipelineOf(request), request.state)),
  ),
  get('/projects/:id/pipelines/:pipeline_id/jobs', jobs),
  get('/projects/:id/pipelines/:pipeline_id/bridges', bridges),
];

function list(request: RestRequest) {
  const { query, state } = request;
  const project = readableProjectOf(request);
  const is = (name: string, value: string) => !query.has(name) || query.get(name) === value;
  const order = query.get('order_by') === 'updated_at' ? 'updatedAt' : 'createdAt';
  const sign = query.get('sort') === 'asc' ? 1 : -1;
  const found = state
    .pipelinesOf(project)
    .filter(
      (one) =>
        // A child pipeline is listed only for who asks for such.
        (one.parent?.project !== project || query.get('source') === 'parent_pipeline') &&
        is('sha', one.sha) &&
        is('ref', one.ref) &&
        is('status', one.status) &&
        is('source', sourceOf(one)),
    )
    .sort(
      (a: Pipeline, b: Pipeline) =>
        sign *
          (query.has('order_by') && query.get('order_by') !== 'id'
            ? a[order].getTime() - b[order].getTime()
            : 0) || sign * (a.id - b.id),
    );
  return pageOf(request, found, (one) => basicPipelineEntity(one, state));
}

function jobs(request: RestRequest) {
  const { query, state } = request;
  const pipeline = pipelineOf(request);
  const scopes = [...query.getAll('scope[]'), ...query.getAll('scope')];
  const found = pipeline.jobs
    .filter((job) => scopes.length === 0 || scopes.includes(job.status))
    .sort((a, b) => b.id - a.id);
  return pageOf(request, found, (job) => jobEntity(job, state));
}

function bridges(request: RestRequest) {
  const pipeline = pipelineOf(request);
  return pageOf(request, pipeline.children, (child) => bridgeEntity(child, pipeline, request.state));
}
