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
    (early ?? read(shown, 'head')).then(async (result) => {
      if (!base && ports.onPart)
        ports.onPart(await readySnapshot(located, shown, head, result, 'pending', ports));
      return result;
    }),
    mergeRequest
      ? readBase(shown, mergeRequest, located, head.probableBase, (one) => read(one, 'base'), signal).then(
          (result) => (base = result),
        )
      : noBase,
  ]);
  return readySnapshot(located, shown, head, ofHead, ofBase, ports);
}

/** @param base `pending` while it is on its way */
export async function readySnapshot(
  located: Located,
  shown: Pipeline,
  head: BranchHead,
  read: PipelineRead,
  base: Base | 'pending',
  { memory, turns, now }: SnapshotPorts,
): Promise<ReadySnapshot> {
  const { overview, originFailure } = located;
  const { running } = pipelineOf(located);
  const { gathered } = read;
  const fetchedAt = now();
  const against = base === 'pending' ? base : (base.read ?? 'none');
  const comparison: Comparison = typeof against === 'string' ? against : 'done';
  const { permissions } = overview;
  // The commit that is here may bring the scanned text with it.
  const parts = [head.commit, JSON.stringify(permissions), ...partsOf(read), ...partsOf(against)];
  const compare = async () =>
    compareFindings(
      await read.merged(),
      typeof against === 'string' ? against : await against.merged(),
      permissions ? { permissions } : {},
      turns,
    );
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
    findings: await memory.ofSame('compared', parts, compare),
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

/** What a list of findings is made of: reports are the same objects as long as they are remembered. */
function partsOf(read: PipelineRead | Exclude<Comparison, 'done'>): readonly unknown[] {
  if (typeof read === 'string') return [read];
  const { gitlab, reports } = read.gathered;
  const ofReports = reports.flatMap(({ report, source, pipeline }) => [
    report,
    source.kind === 'artifact' ? source.job : '',
    pipeline.id,
  ]);
  // What GitLab's database answers is another list each time, unless it is none.
  return [gitlab.length > 0 ? gitlab : 0, reports.length, ...ofReports];
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
