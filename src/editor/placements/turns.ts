/** Long enough to get something done, short enough that nobody who types notices. */
const longestTurn = 4;

/** Divides long work into turns, between which everything else on the thread gets its own. */
export class Turns {
  readonly #signal: AbortSignal;
  #began = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Call before each piece of work; throws the signal's reason when it was aborted. */
  async next(): Promise<void> {
    if (performance.now() - this.#began > longestTurn) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#began = performance.now();
    }
    this.#signal.throwIfAborted();
  }
}
