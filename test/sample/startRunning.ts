import type { GitLab } from '../gitlab/gitLab.ts';
import type { MergeRequest } from '../gitlab/state/mergeRequest.ts';
import type { Pipeline } from '../gitlab/state/pipeline.ts';
import { pipelineJobs, type Extras } from './pipelineJobs.ts';
import type { Scan } from './reports/writeReport.ts';

export interface Running {
  readonly pipeline: Pipeline;
  finish(): void;
}

/** Build, tests, and five of the eight scanners. */
const doneAtFirst = 2 + 5;

/** Starts a merge request's pipeline once more. It finds what has been published since, too. */
export function startRunning(
  gitlab: GitLab,
  mergeRequest: MergeRequest,
  scan: Scan,
  extras: Extras,
): Running {
  const { jobs, children } = pipelineJobs({ ...scan, finds: [...scan.finds, 'published'] }, extras);
  const pipeline = gitlab.addPipeline(mergeRequest.project, {
    mergeRequest,
    status: 'running',
    createdAt: scan.startedAt,
    jobs: jobs.map((job, index) => ({ ...job, status: index < doneAtFirst ? 'success' : 'running' })),
    children,
  });
  // What a job has not written yet cannot be there; the test GitLab gives jobs their reports at once.
  const all = [pipeline, ...pipeline.children].flatMap((one) => one.jobs);
  const unfinished = all.filter(({ status }) => status === 'running');
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
