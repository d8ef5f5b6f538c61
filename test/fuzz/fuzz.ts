import { randomFrom } from '../../bench/placement/random.ts';
import type { Target } from './target.ts';
import { watchForHangs, type Watch } from './watchForHangs.ts';

export interface Budget {
  readonly seed: number;
  readonly inputs: number;
  /** Ends before all inputs were tried. */
  readonly milliseconds?: number;
}

export interface Tally {
  readonly target: string;
  readonly inputs: number;
  /** What went wrong, and how often; with the seed of the first input. */
  readonly crashes: readonly { readonly seed: number; readonly times: number; readonly error: string }[];
  /** Of processor time, which others that want the same processor do not lengthen. */
  readonly slowestMs: number;
  /** Held after a tenth of the inputs, and at the end. */
  readonly heapMb: readonly [early: number, end: number];
  readonly seconds: number;
  readonly notes?: string;
}

/** No input may take longer. */
const longest = 1000;
/** Of memory that is held: caches and compiled code have come to rest after a tenth of the inputs. */
const mostGrowthMb = 64;

/** Tries a target with one input per seed; the same seeds give the same inputs. */
export async function fuzz(target: Target, budget: Budget): Promise<Tally | undefined> {
  const tryOne = await target.prepare();
  if (!tryOne) return undefined;
  const { seed, inputs, milliseconds = Infinity } = budget;
  const started = performance.now();
  const crashes = new Map<string, { seed: number; times: number; error: string }>();
  const fail = (of: number, error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const key = text.replace(/\d+/g, '#').split('\n').slice(0, 4).join('\n');
    const crash = crashes.get(key) ?? { seed: of, times: 0, error: text };
    crashes.set(key, { ...crash, times: crash.times + 1 });
  };
  let slowest = 0;
  let early = heap();
  let done = 0;
  const watch: Watch = watchForHangs(target.name);
  while (done < inputs && performance.now() - started < milliseconds) {
    const own = seed + done;
    watch.begin(own);
    const before = process.cpuUsage();
    try {
      await tryOne(randomFrom(Math.imul(own, 0x9e3779b1)), own);
    } catch (error) {
      fail(own, error);
    }
    const { user } = process.cpuUsage(before);
    slowest = Math.max(slowest, user / 1000);
    if (user / 1000 > longest) fail(own, `${target.name} took ${(user / 1000).toFixed(0)} ms`);
    done += 1;
    // Timers and streams get their turn.
    if (done % 256 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (done === Math.ceil(inputs / 10)) early = heap();
  }
  watch.dispose();
  const end = heap();
  const isWhole = done === inputs && inputs >= 10_000 && globalThis.gc !== undefined;
  if (isWhole && end - early > mostGrowthMb) fail(seed, `the heap grew from ${early} to ${end} MB`);
  return {
    target: target.name,
    inputs: done,
    crashes: [...crashes.values()],
    slowestMs: Math.round(slowest),
    heapMb: [early, end],
    seconds: Math.round((performance.now() - started) / 1000),
    ...(target.notes && { notes: target.notes() }),
  };
}

function heap(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
}
