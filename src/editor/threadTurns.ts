import type { Turns } from '../core/base/turns.ts';

/** Long enough to get something done, short enough that nobody who types notices. */
const longestTurn = 4;

/** Whoever waits for a turn, of all that is divided on this thread. */
const waiting: (() => void)[] = [];

/** When something of ours first ran in this round of the event loop; all that runs in it has one turn together. */
let began: number | undefined;
/** It began with somebody who had waited. */
let isResumed = false;

function beginning(): number {
  if (began === undefined) {
    began = performance.now();
    setImmediate(endRound);
  }
  return began;
}

function isOver(): boolean {
  return performance.now() - beginning() > longestTurn;
}

/**
 * Everything else has had its turn since the one that was resumed last: the next one is. Where something else of ours has just
 * run, it waits for another round.
 */
function endRound(): void {
  const wasResumed = isResumed;
  began = undefined;
  isResumed = false;
  if (waiting.length === 0) return;
  if (wasResumed) resumeFirst();
  else setImmediate(resumeFirst);
}

/** One at a time: between two of them everything else in the event loop has its turn. */
function resumeFirst(): void {
  isResumed ||= began === undefined;
  if (isOver()) return; // something else of ours has had this round, whose end comes back here
  waiting.shift()?.();
}

/** Turns of the extension host's thread. */
export class ThreadTurns implements Turns {
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get isOver(): boolean {
    return isOver();
  }

  /** Throws the signal's reason when it was aborted. */
  async next(): Promise<void> {
    if (this.isOver) await this.pause();
    else this.#signal.throwIfAborted();
  }

  /** Throws the signal's reason when it was aborted. */
  async pause(): Promise<void> {
    beginning(); // whose end resumes who waits
    await new Promise<void>((resolve) => waiting.push(resolve));
    this.#signal.throwIfAborted();
  }
}
