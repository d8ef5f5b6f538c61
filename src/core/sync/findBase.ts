import type { MergeRequest } from '../model/mergeRequest.ts';
import { isFinished, withChildren, type Pipeline } from '../model/pipeline.ts';
import type { GitLab, Overview } from './ports.ts';
import type { MemoryOfRun } from './runMemory.ts';

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
  memory: MemoryOfRun,
  signal: AbortSignal,
): Promise<Pipeline | undefined> {
  const merged =
    shown.mergeRequestEventType === 'merged_result' || shown.mergeRequestEventType === 'merge_train';
  const commit = (merged ? mergeRequest.targetSha : undefined) ?? mergeRequest.baseSha;
  if (commit === undefined) return undefined;
  if (commit === probableBase) return pick(overview.basePipelines, mergeRequest.targetBranch);
  const project = mergeRequest.projectPath;
  const key = `${gitlab.instance.url} base ${project} ${commit} of ${shown.id}`;
  const pipelines = await memory.get(key, () => gitlab.pipelinesAt(project, commit, signal));
  const base = pick(pipelines, mergeRequest.targetBranch);
  // One that still runs, or does not exist yet, is there another time.
  if (!base || base.incomplete !== undefined) memory.forget(key);
  return base;
}

function pick(pipelines: readonly Pipeline[], targetBranch: string): Pipeline | undefined {
  return pipelines.find(
    (pipeline) =>
      pipeline.ref === targetBranch &&
      isFinished(pipeline.status) &&
      withChildren(pipeline).some(({ jobs }) => jobs.some(({ reports }) => reports.length > 0)),
  );
}
