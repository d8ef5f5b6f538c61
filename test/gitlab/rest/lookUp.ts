import type { Job } from '../state/job.ts';
import type { MergeRequest } from '../state/mergeRequest.ts';
import type { Pipeline } from '../state/pipeline.ts';
import type { Project } from '../state/project.ts';
import { ApiError } from './apiError.ts';
import type { RestRequest } from './restRequest.ts';

/** The project of `:id`. One that the user may not see does not exist. */
export function projectOf({ state, access, params }: RestRequest): Project {
  const project = state.project(params['id'] ?? '');
  if (!access.see(project)) throw ApiError.notFound('Project');
  return project;
}

/** The same, for what needs the right to read code. */
export function readableProjectOf(request: RestRequest): Project {
  const project = projectOf(request);
  if (!request.access.readCode(project)) throw ApiError.forbidden();
  return project;
}

export function pipelineOf(request: RestRequest): Pipeline {
  const project = readableProjectOf(request);
  const id = number(request, 'pipeline_id');
  const pipeline = request.state.pipelinesOf(project).find((one) => one.id === id);
  if (!pipeline) throw ApiError.notFound();
  return pipeline;
}

export function mergeRequestOf(request: RestRequest): MergeRequest {
  const project = readableProjectOf(request);
  const iid = number(request, 'merge_request_iid');
  const mergeRequest = request.state.mergeRequestsOf(project).find((one) => one.iid === iid);
  if (!mergeRequest) throw ApiError.notFound();
  return mergeRequest;
}

export function jobOf(request: RestRequest): Job {
  const project = readableProjectOf(request);
  const id = number(request, 'job_id');
  const job = request.state
    .pipelinesOf(project)
    .flatMap(({ jobs }) => jobs)
    .find((one) => one.id === id);
  if (!job) throw ApiError.notFound();
  return job;
}

function number({ params }: RestRequest, name: string): number {
  const text = params[name] ?? '';
  if (!/^\d+$/.test(text)) throw ApiError.badRequest(`${name} is invalid`);
  return Number(text);
}
