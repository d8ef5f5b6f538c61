import { withChildren, type Pipeline } from '../model/pipeline.ts';
import type { Problem } from '../model/snapshot.ts';
import type { PipelineScans } from './ports.ts';

/** Scans in these states went well, or are still on their way. */
const fine = ['succeeded', 'created', 'preparing'];

/**
 * Adds every scan whose silence is no clean bill: jobs that ended without a report, and reports that GitLab could not
 * take in. What is said of a report itself is not said twice, but GitLab's refusal says more than that its report cannot
 * be downloaded either.
 */
export function withScanProblems(
  problems: readonly Problem[],
  pipeline: Pipeline,
  scans: PipelineScans | undefined,
): readonly Problem[] {
  const jobs = withChildren(pipeline).flatMap((child) => child.jobs);
  const withoutReport = jobs
    .filter(({ status, reports }) => reports.length === 0 && (status === 'failed' || status === 'canceled'))
    .map(({ name, status }): Problem => ({ kind: 'scan', job: name, status, errors: [] }));
  const refused =
    scans?.pipelineId === pipeline.id ? scans.scans.filter(({ status }) => !fine.includes(status)) : [];
  const refusedJobs = new Set(refused.map(({ job }) => job));
  const kept = problems.filter(
    (problem) => problem.kind !== 'notDownloadable' || !refusedJobs.has(problem.job),
  );
  const named = new Set(
    [...kept, ...withoutReport].flatMap((problem) => ('job' in problem ? [problem.job] : [])),
  );
  return [
    ...kept,
    ...withoutReport,
    ...refused
      .filter(({ job }) => !named.has(job))
      .map(({ job, type, status, errors }): Problem => ({ kind: 'scan', job, type, status, errors })),
  ];
}
