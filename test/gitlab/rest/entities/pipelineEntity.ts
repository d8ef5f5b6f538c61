import { type Pipeline, sourceOf } from '../../state/pipeline.ts';
import type { State } from '../../state/state.ts';
import { userEntity } from './userEntity.ts';

/** As lists and other entities give a pipeline. */
export function basicPipelineEntity(pipeline: Pipeline, state: State): object {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: pipeline.project.id,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: pipeline.status,
    source: sourceOf(pipeline),
    created_at: pipeline.createdAt.toISOString(),
    updated_at: pipeline.updatedAt.toISOString(),
    web_url: `${state.webUrl(pipeline.project)}/-/pipelines/${pipeline.id}`,
  };
}

export function pipelineEntity(pipeline: Pipeline, state: State): object {
  return {
    ...basicPipelineEntity(pipeline, state),
    before_sha: '0'.repeat(40),
    tag: false,
    yaml_errors: null,
    user: pipeline.user ? userEntity(pipeline.user, state) : null,
    started_at: pipeline.createdAt.toISOString(),
    finished_at: pipeline.finishedAt?.toISOString() ?? null,
    committed_at: null,
    duration: seconds(pipeline.createdAt, pipeline.finishedAt),
    queued_duration: 1,
    coverage: null,
  };
}

export function seconds(from: Date, to: Date | undefined): number | null {
  return to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : null;
}
