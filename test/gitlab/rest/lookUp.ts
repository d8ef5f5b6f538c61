import type { GitRepository } from '../state/gitRepository.ts';
import type { Issue } from '../state/issue.ts';
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

/** GitLab calls the number `noteable_id` where it is about discussions. */
export function mergeRequestOf(
  request: RestRequest,
  name: 'merge_request_iid' | 'noteable_id' = 'merge_request_iid',
): MergeRequest {
  const project = readableProjectOf(request);
  const iid = number(request, name);
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

export function issueOf(request: RestRequest): Issue {
  const project = projectOf(request);
  const iid = number(request, 'issue_iid');
  const issue = request.state.issues.of(project).find((one) => one.iid === iid);
  if (!issue || !request.access.readIssue(issue)) throw ApiError.notFound();
  return issue;
}

/** The project's files; one without a repository has none. */
export function repositoryOf(project: Project): GitRepository {
  if (!project.repository) throw ApiError.notFound('Repository');
  return project.repository;
}

function number({ params }: RestRequest, name: string): number {
  const text = params[name] ?? '';
  if (!/^\d+$/.test(text)) throw ApiError.badRequest(`${name} is invalid`);
  return Number(text);
}
