import type { Job } from '../state/job.ts';

/** One report of one job, as far as GitLab could read it. */
export interface Scan {
  readonly job: Job;
  /** The report type: `sast`. */
  readonly type: string;
  readonly status: 'succeeded' | 'job_failed' | 'report_error';
  readonly errors: readonly string[];
}
