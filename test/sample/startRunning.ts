import type { GitLab } from '../gitlab/gitLab.ts';
import type { MergeRequest } from '../gitlab/state/mergeRequest.ts';
import type { Pipeline } from '../gitlab/state/pipeline.ts';
import type { Scan } from './reports/writeReport.ts';
import { securityJobs } from './securityJobs.ts';

export interface Running {
  readonly pipeline: Pipeline;
  finish(): void;
}

const doneAtFirst = 5;

/** Starts a merge request's pipeline once more. It finds what has been published since, too. */
export function startRunning(gitlab: GitLab, mergeRequest: MergeRequest, scan: Scan): Running {
  const jobs = securityJobs({ ...scan, finds: [...scan.finds, 'published'] });
  const pipeline = gitlab.addPipeline(mergeRequest.project, {
    mergeRequest,
    status: 'running',
    createdAt: scan.startedAt,
    jobs: jobs.map((job, index) => ({ ...job, status: index < doneAtFirst ? 'success' : 'running' })),
  });
  // What a job has not written yet cannot be there; the test GitLab gives jobs their reports at once.
  const unfinished = pipeline.jobs.filter(({ status }) => status === 'running');
  const later = unfinished.map(({ artifacts }) => artifacts);
  for (const job of unfinished) job.artifacts = [];
  return {
    pipeline,
    finish: () => {
      for (const [index, job] of unfinished.entries()) job.artifacts = later[index] ?? [];
      gitlab.finishPipeline(pipeline);
    },
  };
}
