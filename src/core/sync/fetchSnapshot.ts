import type { Logger } from '../base/logger.ts';
import { oneTurn, type Turns } from '../base/turns.ts';
import { isGitLabFailure } from '../model/failure.ts';
import type { ReadySnapshot, Snapshot } from '../model/snapshot.ts';
import { baseCommitOf } from './findBase.ts';
import type { Located } from './askProjects.ts';
import { locateMergeRequest } from './locateMergeRequest.ts';
import type { BranchHead, ReadReport, ScannedText, SignedIn } from './ports.ts';
import { readPipeline, type PipelineRead } from './readPipeline.ts';
import type { MemoryOfRun, RunMemory } from './runMemory.ts';
import { pipelineOf, readySnapshot, snapshotOf } from './snapshotOf.ts';
import { rememberBase, withKnownBase } from './withKnownBase.ts';

export interface FetchPorts {
  readonly signedIn: SignedIn;
  readonly scannedText: ScannedText;
  /** Of long reports; without it they are read where the run is. */
  readonly readLongReport?: ReadReport;
  /** Divides what takes long; without it everything is done in one turn. */
  readonly turns?: (signal: AbortSignal) => Turns;
  readonly memory: RunMemory;
  readonly now: () => number;
  readonly logger: Logger;
  /**
   * Told at most once, of findings that are here while what they are compared with, or their merge request, takes
   * another trip to GitLab. Absent where nobody would look at them.
   */
  readonly onPart?: (part: ReadySnapshot) => void;
}

/** The ports of one run, whose memory is its own. */
type RunPorts = Omit<FetchPorts, 'memory' | 'turns'> & {
  readonly memory: MemoryOfRun;
  readonly turns: Turns;
};

/**
 * One run: from what git knows of a branch to what GitLab's scanners say of it. Never throws but for an abort; what
 * went wrong is part of the snapshot.
 *
 * @param chosenUrl the web URL of the merge request that the user picked, if any
 */
export async function fetchSnapshot(
  branch: BranchHead,
  ports: FetchPorts,
  chosenUrl: string | undefined,
  signal: AbortSignal,
): Promise<Snapshot> {
  const memory = ports.memory.begin();
  const { onPart, ...others } = ports;
  const once = onPart && onlyOnce(onPart, signal);
  try {
    const turns = ports.turns?.(signal) ?? oneTurn;
    const runPorts = { ...others, memory, turns, ...(once && { onPart: once.tell }) };
    const snapshot = await run(branch, runPorts, chosenUrl, signal);
    signal.throwIfAborted();
    memory.settle();
    return snapshot;
  } catch (error) {
    signal.throwIfAborted();
    const failure = isGitLabFailure(error) ? error : undefined;
    // A fault of ours, not of GitLab's: the log is the only place where it can be found.
    if (!failure)
      ports.logger.error(
        `run failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    return {
      kind: 'failed',
      repository: branch.repository,
      failure: failure?.code ?? 'unexpectedAnswer',
      ...(failure?.instance && { instance: failure.instance }),
      ...(failure?.detail !== undefined && { detail: failure.detail }),
      ...(failure?.reason !== undefined && { reason: failure.reason }),
      ...(failure?.retryAfter !== undefined && { retryAfter: failure.retryAfter }),
    };
  } finally {
    once?.end();
  }
}

async function run(
  branch: BranchHead,
  ports: RunPorts,
  chosenUrl: string | undefined,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { memory, onPart } = ports;
  const head = withKnownBase(branch, memory);
  let isLocated = false;
  const isOver = () => isLocated;
  let early: { readonly located: Located; readonly reading: Promise<PipelineRead> } | undefined;
  // While the project that a fork came from is asked, the fork's own pipeline is read: usually it is the same one.
  const onNone = (located: Located, isFork: Promise<boolean>) => {
    const { shown } = pipelineOf(located);
    if (!shown || !onPart) return;
    const reading = readPipeline(shown, 'head', located, head.repository, ports, signal);
    early = { located, reading };
    Promise.all([reading, isFork]).then(
      async ([read, isAsked]) => {
        if (!isAsked || isOver()) return;
        const part = await readySnapshot(located, shown, head, read, 'pending', ports);
        if (!isOver()) onPart(part);
      },
      // What fails here fails again where the run waits for it, or does not matter.
      () => {},
    );
  };
  const located = await locateMergeRequest(head, chosenUrl, { ...ports, onNone }, signal);
  isLocated = true;
  if ('kind' in located) return located;
  const { shown } = pipelineOf(located);
  const base = shown && located.chosen && baseCommitOf(shown, located.chosen.mergeRequest);
  if (base !== undefined) rememberBase(branch, base, memory);
  const isSame = early?.located.overview === located.overview;
  return snapshotOf(located, head, ports, signal, isSame ? early?.reading : undefined);
}

/** Lets the first part through that has something to show, before the run has come to its end. */
function onlyOnce(onPart: (part: ReadySnapshot) => void, signal: AbortSignal) {
  let isDue = true;
  return {
    tell: (part: ReadySnapshot) => {
      if (!isDue || signal.aborted || part.findings.length === 0) return;
      isDue = false;
      onPart(part);
    },
    end: () => {
      isDue = false;
    },
  };
}
