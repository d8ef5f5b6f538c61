import type { Pipeline, SecurityJob } from '../../../../src/core/model/pipeline.ts';

/** A pipeline with one security job that left a report, unless told. */
export function pipeline(id: number, more: Partial<Pipeline> = {}): Pipeline {
  return {
    id: String(id),
    iid: String(id),
    projectPath: 'acme/shop/api',
    sha: 'b'.repeat(40),
    status: 'success',
    webUrl: `https://gitlab.example.com/acme/shop/api/-/pipelines/${id}`,
    jobs: [job()],
    children: [],
    ...more,
  };
}

export function job(more: Partial<SecurityJob> = {}): SecurityJob {
  return {
    id: '1',
    name: 'semgrep-sast',
    status: 'success',
    reports: [{ projectPath: 'acme/shop/api', jobId: '1', jobName: 'semgrep-sast', type: 'sast' }],
    hasArchive: false,
    ...more,
  };
}
