import type { Turns } from '../core/base/turns.ts';

/** Long enough to get something done, short enough that nobody who types notices. */
const longestTurn = 4;

/** Whoever waits for a turn, of all that is divided on this thread. */
const waiting: (() => void)[] = [];

/** One at a time: between two of them everything else in the event loop has its turn. */
function resumeFirst(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeFirst);
}

/** Turns of the extension host's thread. */
export class ThreadTurns implements Turns {
  readonly #signal: AbortSignal;
  #began = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get isOver(): boolean {
    return performance.now() - this.#began > longestTurn;
  }

  /** Throws the signal's reason when it was aborted. */
  async next(): Promise<void> {
    if (this.isOver) await this.pause();
    else this.#signal.throwIfAborted();
  }

  /** Throws the signal's reason when it was aborted. */
  async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(resumeFirst);
    });
    this.#began = performance.now();
    this.#signal.throwIfAborted();
  }
}
