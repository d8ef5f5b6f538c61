import { existsSync, openSync, readSync } from 'node:fs';

/** For how long a thread belonged to nobody else. */
export interface Longest {
  /** In milliseconds that it ran: not while it waited for a core, for memory or for the machine below. */
  readonly own: number;
  /** The same by the clock on the wall. */
  readonly wall: number;
}

/** A turn of the event loop that took long: when it ended, from the beginning of watching, and how long it was, in milliseconds. */
export interface LongTurn extends Longest {
  readonly at: number;
}

/** From how many milliseconds on a turn is remembered. */
const long = 8;

/** Takes the time of every turn of the event loop, the whole of it. */
export class Watch {
  readonly #longest = { own: 0, wall: 0 };
  readonly #long: LongTurn[] = [];
  readonly #began = performance.now();
  #last = this.#began;
  #lastRun = ran();
  #next = setImmediate(() => this.#look());

  stop(): Longest & { readonly long: readonly LongTurn[] } {
    clearImmediate(this.#next);
    return { ...this.#longest, long: this.#long };
  }

  #look(): void {
    const [now, run] = [performance.now(), ran()];
    const wall = now - this.#last;
    const own = run === undefined || this.#lastRun === undefined ? wall : run - this.#lastRun;
    this.#longest.wall = Math.max(this.#longest.wall, wall);
    this.#longest.own = Math.max(this.#longest.own, own);
    if (own > long) this.#long.push({ at: now - this.#began, own, wall });
    [this.#last, this.#lastRun] = [now, run];
    this.#next = setImmediate(() => this.#look());
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Waits until nothing has taken long for three seconds: a new window is busy with itself, and so is whatever was just asked for. */
export async function untilCalm(): Promise<void> {
  for (let [tries, calm] = [0, 0]; tries < 60 && calm < 3; tries++) {
    const watch = new Watch();
    await pause(1000);
    calm = watch.stop().own < 5 ? calm + 1 : 0;
  }
}

const statistics = existsSync('/proc/self/schedstat') ? openSync('/proc/self/schedstat', 'r') : undefined;
const buffer = Buffer.alloc(100);

/** For how many milliseconds this thread has run, where the system tells (Linux, `/proc/PID/schedstat`). */
function ran(): number | undefined {
  if (statistics === undefined) return undefined;
  // The kernel writes it down every four milliseconds, and when it is asked for the time of all threads.
  process.cpuUsage();
  const line = buffer.toString('latin1', 0, readSync(statistics, buffer, 0, buffer.length, 0));
  return Number(line.split(' ')[0]) / 1e6;
}
