import type { MergeRequest } from '../model/mergeRequest.ts';
import { isFinished, withChildren, type Pipeline } from '../model/pipeline.ts';
import type { GitLab, Overview } from './ports.ts';

/**
 * The target branch's pipeline to compare with: the newest finished one with reports at the commit where the branch
 * left, or for a merged-results pipeline at the target branch's tip that went into it
 * (`MergeRequest#comparison_base_pipeline`). `undefined`: there is none, and everything counts as new.
 */
export async function findBase(
  shown: Pipeline,
  mergeRequest: MergeRequest,
  overview: Overview,
  probableBase: string | undefined,
  gitlab: GitLab,
  signal: AbortSignal,
): Promise<Pipeline | undefined> {
  const commit = baseCommitOf(shown, mergeRequest);
  if (commit === undefined) return undefined;
  if (commit === probableBase) return pick(overview.basePipelines, mergeRequest.targetBranch);
  return pick(await gitlab.pipelinesAt(mergeRequest.projectPath, commit, signal), mergeRequest.targetBranch);
}

/** The commit of the target branch that the pipeline's findings are to be compared with. */
export function baseCommitOf(shown: Pipeline, mergeRequest: MergeRequest): string | undefined {
  const merged =
    shown.mergeRequestEventType === 'merged_result' || shown.mergeRequestEventType === 'merge_train';
  return (merged ? mergeRequest.targetSha : undefined) ?? mergeRequest.baseSha;
}

function pick(pipelines: readonly Pipeline[], targetBranch: string): Pipeline | undefined {
  return pipelines.find(
    (pipeline) =>
      pipeline.ref === targetBranch &&
      isFinished(pipeline.status) &&
      withChildren(pipeline).some(({ jobs }) => jobs.some(({ reports }) => reports.length > 0)),
  );
}
