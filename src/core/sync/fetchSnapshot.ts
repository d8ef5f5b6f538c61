import type { Logger } from '../base/logger.ts';
import { GitLabFailure, type FailureCode } from '../model/failure.ts';
import type { MergeRequest } from '../model/mergeRequest.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { Problem, Snapshot } from '../model/snapshot.ts';
import { choosePipeline } from './choosePipeline.ts';
import { compareFindings } from './compareFindings.ts';
import { findBase } from './findBase.ts';
import { failureOf, gatherFindings, type Database, type Gathered } from './gatherFindings.ts';
import { locateMergeRequest, type Located } from './locateMergeRequest.ts';
import { mergeSources, type LinesOf, type PipelineFinding } from './mergeSources.ts';
import type { BranchHead, ScannedText, SignedIn } from './ports.ts';
import { withScanProblems } from './withScanProblems.ts';
import type { MemoryOfRun, RunMemory } from './runMemory.ts';

export interface FetchPorts {
  readonly signedIn: SignedIn;
  readonly scannedText: ScannedText;
  readonly memory: RunMemory;
  readonly now: () => number;
  readonly logger: Logger;
}

/** The ports of one run, whose memory is its own. */
type RunPorts = Omit<FetchPorts, 'memory'> & { readonly memory: MemoryOfRun };

/**
 * One run: from what git knows of a branch to what GitLab's scanners say of it. Never throws but for an abort; what
 * went wrong is part of the snapshot.
 *
 * @param chosenUrl the web URL of the merge request that the user picked, if any
 */
export async function fetchSnapshot(
  head: BranchHead,
  ports: FetchPorts,
  chosenUrl: string | undefined,
  signal: AbortSignal,
): Promise<Snapshot> {
  const memory = ports.memory.begin();
  try {
    const located = await locateMergeRequest(head, ports.signedIn, chosenUrl, signal);
    const snapshot =
      'kind' in located ? located : await snapshotOf(located, head, { ...ports, memory }, signal);
    signal.throwIfAborted();
    memory.settle();
    return snapshot;
  } catch (error) {
    signal.throwIfAborted();
    const failure = error instanceof GitLabFailure ? error : undefined;
    // A fault of ours, not of GitLab's: the log is the only place where it can be found.
    if (!failure)
      ports.logger.error(
        `run failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    return {
      kind: 'failed',
      repository: head.repository,
      failure: failure?.code ?? 'unexpectedAnswer',
      ...(failure?.instance && { instance: failure.instance }),
      ...(failure?.detail !== undefined && { detail: failure.detail }),
    };
  }
}

async function snapshotOf(
  located: Located,
  head: BranchHead,
  ports: RunPorts,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { gitlab, overview, chosen, choices } = located;
  const mergeRequest = chosen?.mergeRequest;
  const common = {
    repository: head.repository,
    instance: gitlab.instance,
    project: overview.project,
    branch: head.branch ?? head.remoteBranches[0] ?? head.commit.slice(0, 8),
    choices,
    ...(mergeRequest && { mergeRequest }),
  };
  const { shown, running } = choosePipeline(
    chosen?.pipelines ?? overview.branchPipelines,
    chosen?.headPipelineId,
  );
  if (!shown) return { kind: 'noPipeline', ...common, ...(running && { running }) };

  const gather = (pipeline: Pipeline, trustsSilence: boolean) =>
    gatherFindings(pipeline, {
      trustsSilence,
      gitlab,
      database: databaseOf(located),
      known: overview.findings,
      ...(overview.scans && { scans: overview.scans }),
      memory: ports.memory,
      signal,
      ...(overview.gitlabVersion !== undefined && { gitlabVersion: overview.gitlabVersion }),
    });
  const [gathered, base] = await Promise.all([
    gather(shown, false),
    gatherBase(shown, mergeRequest, located, head, (pipeline) => gather(pipeline, true), ports, signal),
  ]);
  const findings = compareFindings(
    await mergeWithText(gathered, shown, head, ports, signal),
    base.gathered &&
      base.pipeline &&
      (await mergeWithText(base.gathered, base.pipeline, head, ports, signal)),
  );
  return {
    kind: 'ready',
    ...common,
    pipeline: shown,
    ...(running && { running }),
    headCommit: head.commit,
    findings: findings.map((finding) => ({
      ...finding,
      ...(overview.permissions && { permissions: overview.permissions }),
    })),
    reportsRead: gathered.reportsRead,
    problems: [
      ...failedWith('origin', located.originFailure),
      ...failedWith('children', shown.incomplete),
      ...withScanProblems(gathered.problems, shown, overview.scans),
      ...base.problems,
    ],
    compared: base.gathered !== undefined,
    ...(overview.gitlabVersion !== undefined && { gitlabVersion: overview.gitlabVersion }),
    fetchedAt: ports.now(),
  };
}

/** GitLab's database gave findings of some pipeline, or was asked for one and gave none, or was not asked yet. */
function databaseOf({ overview, chosen }: Located): Database {
  if (overview.findings.length > 0) return 'has findings';
  if (overview.findingsFailed) return 'unknown';
  const asked = chosen?.headPipelineId !== undefined || overview.basePipelines.length > 0;
  return asked ? 'has none' : 'unknown';
}

async function gatherBase(
  shown: Pipeline,
  mergeRequest: MergeRequest | undefined,
  { gitlab, overview }: Located,
  head: BranchHead,
  gather: (pipeline: Pipeline) => Promise<Gathered>,
  { memory }: RunPorts,
  signal: AbortSignal,
): Promise<{
  readonly pipeline?: Pipeline;
  readonly gathered?: Gathered;
  readonly problems: readonly Problem[];
}> {
  if (!mergeRequest) return { problems: [] };
  try {
    const pipeline = await findBase(shown, mergeRequest, overview, head.probableBase, gitlab, memory, signal);
    if (!pipeline) return { problems: [] };
    const gathered = await gather(pipeline);
    const failed =
      gathered.problems.flatMap((problem) => ('failure' in problem ? [problem.failure] : []))[0] ??
      pipeline.incomplete;
    const unread = gathered.problems.some(({ kind }) => kind === 'notDownloadable')
      ? ('notDownloadable' as const)
      : undefined;
    const failure = failed ?? unread ?? (gathered.hasUnreadable ? 'unexpectedAnswer' : undefined);
    return { pipeline, gathered, problems: failedWith('comparison', failure) };
  } catch (error) {
    return { problems: [{ kind: 'comparison', failure: failureOf(error, signal) }] };
  }
}

function failedWith(
  kind: 'origin' | 'children' | 'comparison',
  failure: FailureCode | undefined,
): readonly Problem[] {
  return failure === undefined ? [] : [{ kind, failure }];
}

/** Reads the flagged files at the scanned commit, for findings that can only be told by their code. */
async function mergeWithText(
  gathered: Gathered,
  pipeline: Pipeline,
  head: BranchHead,
  { scannedText }: RunPorts,
  signal: AbortSignal,
): Promise<readonly PipelineFinding[]> {
  const files = new Set(
    gathered.artifacts.flatMap(({ finding }) =>
      finding.location.kind === 'code' &&
      finding.location.file !== undefined &&
      finding.signatures.length === 0
        ? [finding.location.file]
        : [],
    ),
  );
  const texts =
    files.size > 0 ? await scannedText.linesAt(head.repository, pipeline.sha, [...files], signal) : undefined;
  const linesOf: LinesOf = (file) => texts?.get(file);
  return mergeSources(gathered, linesOf);
}
