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
    if (this.#isOver) await this.pause();
    else this.#signal.throwIfAborted();
  }

  /** Ends the turn: what comes now may take as long as one. */
  async pause(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#began = performance.now();
    this.#signal.throwIfAborted();
  }

  /** What each item gives, in their order. */
  async map<Item, Result>(items: Iterable<Item>, give: (item: Item) => Result): Promise<Result[]> {
    const results: Result[] = [];
    for (const item of items) {
      if (this.#isOver) await this.pause();
      results.push(give(item));
    }
    this.#signal.throwIfAborted();
    return results;
  }

  get #isOver(): boolean {
    return performance.now() - this.#began > longestTurn;
  }
}
