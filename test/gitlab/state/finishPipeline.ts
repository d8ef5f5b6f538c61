import { isFinished, type PipelineStatus } from '../../../src/core/model/pipeline.ts';
import { ingestPipeline } from '../ingest/ingestPipeline.ts';
import type { Pipeline } from './pipeline.ts';
import type { State } from './state.ts';

/** Ends a pipeline and its jobs. Only then, and only with a licence, does GitLab read the reports. */
export function finishPipeline(state: State, pipeline: Pipeline, status: PipelineStatus): void {
  const at = pipeline.finishedAt ?? new Date();
  for (const job of pipeline.jobs.filter((job) => !isFinished(job.status))) {
    job.status = status;
    job.finishedAt = at;
  }
  pipeline.status = status;
  pipeline.finishedAt = at;
  pipeline.updatedAt = at;
  if (state.settings.tier !== 'ultimate') return;
  Object.assign(pipeline, ingestPipeline(pipeline));
  const { project } = pipeline;
  if (pipeline.kind !== 'branch' || pipeline.ref !== project.defaultBranch) return;
  for (const finding of pipeline.findings) {
    const record = state.vulnerabilities.record(finding);
    if (record) record.presentOnDefaultBranch = true;
  }
}
