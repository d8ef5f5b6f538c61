import { isFinished, withChildren, type Pipeline } from '../model/pipeline.ts';

export interface ChosenPipeline {
  /** The newest finished one that scanned something, else the newest finished one. */
  readonly shown?: Pipeline;
  /** A newer one that is not finished yet. */
  readonly running?: Pipeline;
}

/**
 * Picks out of a merge request's newest pipelines. A push often starts two of them, a branch pipeline and a detached
 * one, and only one of the two has the security jobs.
 *
 * @param pipelines in any order; GitLab's REST lists merge request pipelines before newer branch pipelines
 * @param headId the one GitLab calls the merge request's head pipeline
 */
export function choosePipeline(pipelines: readonly Pipeline[], headId?: string): ChosenPipeline {
  const newestFirst = [...pipelines].sort((a, b) => Number(b.id) - Number(a.id));
  const running = newestFirst.find((pipeline) => !isFinished(pipeline.status));
  const finished = newestFirst.filter((pipeline) => isFinished(pipeline.status));
  const head = finished.find(({ id }) => id === headId);
  const newest = finished[0];
  const sameCommit = head && newest?.sha === head.sha ? [head] : [];
  const shown = [...sameCommit, ...finished].find(hasScanned) ?? sameCommit[0] ?? newest;
  const isNewer = running && (!shown || Number(running.id) > Number(shown.id));
  return { ...(shown && { shown }), ...(isNewer && { running }) };
}

/** Jobs of a pipeline that was stopped, or waits for a person, may never have begun; jobs that failed did. */
function hasScanned(pipeline: Pipeline): boolean {
  const jobs = withChildren(pipeline).flatMap((child) => child.jobs);
  const wasStopped = ['canceled', 'skipped', 'manual'].includes(pipeline.status);
  return wasStopped ? jobs.some(({ reports }) => reports.length > 0) : jobs.length > 0;
}
