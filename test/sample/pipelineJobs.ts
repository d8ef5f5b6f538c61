import type { PipelineOptions } from '../gitlab/state/pipeline.ts';
import type { Scan } from './reports/writeReport.ts';
import { brokenJob, infrastructureJob, securityJobs } from './securityJobs.ts';

export interface Extras {
  readonly child?: boolean | undefined;
  readonly broken?: boolean | undefined;
}

/** What a pipeline runs: build and tests, the scanners, and what a sample was asked to add. */
export function pipelineJobs(
  scan: Scan,
  { child, broken }: Extras,
): Required<Pick<PipelineOptions, 'jobs' | 'children'>> {
  const times = { createdAt: scan.startedAt, finishedAt: scan.endedAt };
  return {
    jobs: [
      { name: 'image', stage: 'build', allowFailure: false },
      { name: 'unit', allowFailure: false },
      ...securityJobs(scan),
      ...(broken ? [brokenJob(scan)] : []),
    ],
    children: child ? [{ ...times, jobs: [infrastructureJob(scan)] }] : [],
  };
}
