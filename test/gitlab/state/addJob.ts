import { isFinished } from '../../../src/core/model/pipeline.ts';
import { type Artifact, type Content, reportFilename, toArchive, toBytes } from './artifact.ts';
import type { Job, JobOptions } from './job.ts';
import type { Pipeline } from './pipeline.ts';
import type { State } from './state.ts';

export function addJob(state: State, pipeline: Pipeline, options: JobOptions): Job {
  const status = options.status ?? (isFinished(pipeline.status) ? 'success' : 'running');
  const reports = Object.entries(options.reports ?? {});
  const job: Job = {
    id: state.ids.next('job', 5001),
    name: options.name,
    stage: options.stage ?? 'test',
    pipeline,
    reportTypes: [...new Set([...(options.reportTypes ?? []), ...reports.map(([type]) => type)])],
    access: options.access ?? 'all',
    allowFailure: options.allowFailure ?? true,
    createdAt: pipeline.createdAt,
    artifacts: reports.map(([type, content]) => reportArtifact(state, type, content)),
    status,
    finishedAt: isFinished(status) ? (pipeline.finishedAt ?? new Date()) : undefined,
    expireAt: options.expireAt,
  };
  if (options.archive) {
    const bytes = toArchive(options.archive);
    const archive = { id: nextId(state), fileType: 'archive', filename: 'artifacts.zip', bytes };
    job.artifacts = [archive, ...job.artifacts];
  }
  pipeline.jobs.push(job);
  return job;
}

export function reportArtifact(state: State, fileType: string, content: Content): Artifact {
  return { id: nextId(state), fileType, filename: reportFilename(fileType), bytes: toBytes(content) };
}

function nextId(state: State): number {
  return state.ids.next('artifact', 9001);
}
