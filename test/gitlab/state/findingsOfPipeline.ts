import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import { withoutDuplicates } from '../ingest/ingestPipeline.ts';
import type { Scan } from '../ingest/scan.ts';
import type { Pipeline } from './pipeline.ts';
import type { State } from './state.ts';

/** Findings of a pipeline and, since 18, of the child pipelines of its project. */
export function findingsOfPipeline(state: State, pipeline: Pipeline): readonly IngestedFinding[] {
  return withoutDuplicates(reporting(state, pipeline).flatMap(({ findings }) => findings));
}

export function scansOfPipeline(state: State, pipeline: Pipeline): readonly Scan[] {
  return reporting(state, pipeline).flatMap(({ scans }) => scans);
}

function reporting(state: State, pipeline: Pipeline): readonly Pipeline[] {
  if (!state.settings.findingsOfChildren) return [pipeline];
  const own = pipeline.children.filter((child) => child.project === pipeline.project);
  return [pipeline, ...own.flatMap((child) => reporting(state, child))];
}
