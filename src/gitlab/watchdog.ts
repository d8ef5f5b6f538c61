/** Which patience came to its end. */
export type Ran = 'silent' | 'tooLong';

/** Aborts what has shown no sign of life for so long, and what has not come to an end in all that time. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #silence: number;
  readonly #end: ReturnType<typeof setTimeout>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ranOut: Ran | undefined;

  constructor(silence: number, total: number) {
    this.#silence = silence;
    this.#end = setTimeout(() => this.#abort('tooLong'), total);
    this.alive();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it was aborted. */
  get ranOut(): Ran | undefined {
    return this.#ranOut;
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort('silent'), this.#silence);
  }

  /** Without this the timers would outlive what they watch. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#end);
  }

  #abort(ran: Ran): void {
    this.#ranOut = ran;
    this.stop();
    this.#controller.abort();
  }
}
