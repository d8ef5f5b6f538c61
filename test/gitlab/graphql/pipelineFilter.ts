import { type Pipeline, sourceOf } from '../state/pipeline.ts';
import type { PageArguments } from './connection.ts';

export interface PipelineFilter extends PageArguments {
  readonly status?: string | null;
  readonly ref?: string | null;
  readonly sha?: string | null;
  readonly source?: string | null;
}

/** Newest first. Null is no condition: `pipelines(sha: null)` gives all of them. */
export function filterPipelines(pipelines: readonly Pipeline[], filter: PipelineFilter): readonly Pipeline[] {
  const { status, ref, sha, source } = filter;
  return pipelines
    .filter(
      (one) =>
        (!status || one.status === status.toLowerCase()) &&
        (!ref || one.ref === ref) &&
        (!sha || one.sha === sha) &&
        (!source || sourceOf(one) === source),
    )
    .sort((a, b) => b.id - a.id);
}
