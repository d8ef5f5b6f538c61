import type { Job } from '../../state/job.ts';
import type { Pipeline } from '../../state/pipeline.ts';
import type { State } from '../../state/state.ts';
import { basicPipelineEntity, seconds } from './pipelineEntity.ts';

export function jobEntity(job: Job, state: State): object {
  const { pipeline } = job;
  const archive = job.artifacts.find(({ fileType }) => fileType === 'archive');
  return {
    id: job.id,
    ...shared(pipeline, state),
    status: job.status,
    stage: job.stage,
    name: job.name,
    allow_failure: job.allowFailure,
    created_at: job.createdAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
    duration: seconds(job.createdAt, job.finishedAt),
    web_url: `${state.webUrl(pipeline.project)}/-/jobs/${job.id}`,
    ...(archive ? { artifacts_file: { filename: archive.filename, size: archive.bytes.length } } : {}),
    artifacts: job.artifacts.map(({ fileType, bytes, filename }) => ({
      file_type: fileType,
      size: bytes.length,
      filename,
      file_format: fileType === 'archive' ? 'zip' : fileType === 'cyclonedx' ? 'gzip' : 'raw',
    })),
    runner: null,
    artifacts_expire_at: job.expireAt?.toISOString() ?? null,
    archived: false,
    tag_list: [],
  };
}

/** The job of a pipeline that started another one. */
export function bridgeEntity(child: Pipeline, parent: Pipeline, state: State): object {
  return {
    id: 100_000 + child.id,
    ...shared(parent, state),
    status: child.status,
    stage: 'test',
    name: `trigger ${child.project === parent.project ? 'child' : child.project.path}`,
    allow_failure: false,
    created_at: child.createdAt.toISOString(),
    finished_at: child.finishedAt?.toISOString() ?? null,
    duration: seconds(child.createdAt, child.finishedAt),
    web_url: `${state.webUrl(parent.project)}/-/jobs/${100_000 + child.id}`,
    downstream_pipeline: basicPipelineEntity(child, state),
  };
}

function shared(pipeline: Pipeline, state: State): object {
  return {
    ref: pipeline.ref,
    tag: false,
    coverage: null,
    started_at: pipeline.createdAt.toISOString(),
    erased_at: null,
    queued_duration: 1,
    user: null,
    commit: null,
    pipeline: basicPipelineEntity(pipeline, state),
    project: { ci_job_token_scope_enabled: false },
  };
}
