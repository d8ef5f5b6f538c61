import type { Pipeline } from '../model/pipeline.ts';
import type { Comparison, Problem, ReadySnapshot, Snapshot } from '../model/snapshot.ts';
import { choosePipeline, type ChosenPipeline } from './choosePipeline.ts';
import { compareFindings } from './compareFindings.ts';
import { baseCommitOf } from './findBase.ts';
import type { Located } from './askProjects.ts';
import type { BranchHead } from './ports.ts';
import { readBase, type Base } from './readBase.ts';
import { readPipeline, type PipelineRead, type ReadPorts } from './readPipeline.ts';
import { withScanProblems } from './withScanProblems.ts';

export interface SnapshotPorts extends ReadPorts {
  readonly now: () => number;
  /** Told when the findings are here and what they are compared with takes another trip. */
  readonly onPart?: (part: ReadySnapshot) => void;
}

export function pipelineOf({ chosen, overview }: Located): ChosenPipeline {
  return choosePipeline(chosen?.pipelines ?? overview.branchPipelines, chosen?.headPipelineId);
}

/**
 * Reads the pipeline of a merge request, or of a branch without one, and the one to compare it with, side by side.
 *
 * @param early the pipeline's findings, where somebody began to read them already
 */
export async function snapshotOf(
  located: Located,
  head: BranchHead,
  ports: SnapshotPorts,
  signal: AbortSignal,
  early?: Promise<PipelineRead>,
): Promise<Snapshot> {
  const { shown, running } = pipelineOf(located);
  if (!shown) return { kind: 'noPipeline', ...factsOf(located, head), ...(running && { running }) };
  const read = (pipeline: Pipeline, role: 'head' | 'base') =>
    readPipeline(pipeline, role, located, head.repository, ports, signal);
  const mergeRequest = located.chosen?.mergeRequest;
  const noBase: Base = { problems: [] };
  let base = mergeRequest && baseCommitOf(shown, mergeRequest) !== head.probableBase ? undefined : noBase;
  const [ofHead, ofBase] = await Promise.all([
    (early ?? read(shown, 'head')).then((result) => {
      if (!base) ports.onPart?.(readySnapshot(located, shown, head, result, 'pending', ports.now()));
      return result;
    }),
    mergeRequest
      ? readBase(shown, mergeRequest, located, head.probableBase, (one) => read(one, 'base'), signal).then(
          (result) => (base = result),
        )
      : noBase,
  ]);
  return readySnapshot(located, shown, head, ofHead, ofBase, ports.now());
}

/** @param base `pending` while it is on its way */
export function readySnapshot(
  located: Located,
  shown: Pipeline,
  head: BranchHead,
  { gathered, findings }: PipelineRead,
  base: Base | 'pending',
  fetchedAt: number,
): ReadySnapshot {
  const { overview, originFailure } = located;
  const { running } = pipelineOf(located);
  const compared = base === 'pending' ? base : (base.read?.findings ?? 'none');
  const comparison: Comparison = typeof compared === 'string' ? compared : 'done';
  const failures: readonly Problem[] = [
    ...(originFailure === undefined ? [] : [{ kind: 'origin', failure: originFailure } as const]),
    ...(shown.incomplete === undefined ? [] : [{ kind: 'children', failure: shown.incomplete } as const]),
  ];
  return {
    kind: 'ready',
    ...factsOf(located, head),
    pipeline: shown,
    ...(running && { running }),
    headCommit: head.commit,
    findings: compareFindings(
      findings,
      compared,
      overview.permissions && { permissions: overview.permissions },
    ),
    reportsRead: gathered.reportsRead,
    problems: [
      ...failures,
      ...withScanProblems(gathered.problems, shown, overview.scans),
      ...(base === 'pending' ? [] : base.problems),
    ],
    comparison,
    ...(overview.gitlabVersion !== undefined && { gitlabVersion: overview.gitlabVersion }),
    fetchedAt,
  };
}

function factsOf({ gitlab, overview, chosen, choices }: Located, head: BranchHead) {
  return {
    repository: head.repository,
    instance: gitlab.instance,
    project: overview.project,
    branch: head.branch ?? head.remoteBranches[0] ?? head.commit.slice(0, 8),
    choices,
    ...(chosen && { mergeRequest: chosen.mergeRequest }),
  };
}
