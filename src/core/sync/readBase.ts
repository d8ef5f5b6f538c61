import type { FailureCode } from '../model/failure.ts';
import type { MergeRequest } from '../model/mergeRequest.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { Problem } from '../model/snapshot.ts';
import { findBase } from './findBase.ts';
import { failureOf } from './failureOf.ts';
import type { Located } from './askProjects.ts';
import type { PipelineRead } from './readPipeline.ts';

/** What to compare with, as far as there is anything. */
export interface Base {
  readonly read?: PipelineRead;
  readonly problems: readonly Problem[];
}

/** Finds the target branch's pipeline and reads it. What fails is a problem of the comparison, no more. */
export async function readBase(
  shown: Pipeline,
  mergeRequest: MergeRequest,
  { gitlab, overview }: Located,
  probableBase: string | undefined,
  read: (pipeline: Pipeline) => Promise<PipelineRead>,
  signal: AbortSignal,
): Promise<Base> {
  try {
    const pipeline = await findBase(shown, mergeRequest, overview, probableBase, gitlab, signal);
    if (!pipeline) return { problems: [] };
    const base = await read(pipeline);
    const failure = failureIn(base, pipeline);
    return { read: base, problems: failure === undefined ? [] : [{ kind: 'comparison', failure }] };
  } catch (error) {
    return { problems: [{ kind: 'comparison', failure: failureOf(error, signal) }] };
  }
}

/** Whatever is missing of the base makes the comparison unsure. */
function failureIn({ gathered }: PipelineRead, { incomplete }: Pipeline): FailureCode | undefined {
  const { problems, hasUnreadable } = gathered;
  const failed = problems.flatMap((problem) => ('failure' in problem ? [problem.failure] : []))[0];
  const isClosed = problems.some(({ kind }) => kind === 'notDownloadable');
  return (
    failed ??
    incomplete ??
    (isClosed ? 'notDownloadable' : undefined) ??
    (hasUnreadable ? 'unexpectedAnswer' : undefined)
  );
}
