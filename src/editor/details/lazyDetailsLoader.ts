import type { Finding } from '../../core/model/finding.ts';
import type { LazyDetails } from '../../core/sync/ports.ts';
import type { DetailsPorts, Found } from './detailsPorts.ts';

/** How far the long part of a finding is. What was known of it before stays while it is asked for again. */
export interface Loaded {
  readonly lazy?: LazyDetails;
  readonly loading: boolean;
  readonly failure?: unknown;
}

interface Run {
  readonly name: string;
  readonly controller: AbortController;
  settled: Loaded;
}

const remembered = 50;

/** Asks GitLab for the long part of one finding at a time; turning to another one ends what is under way. */
export class LazyDetailsLoader {
  readonly #load: DetailsPorts['loadDetails'];
  readonly #onDidSettle: () => void;
  /** By finding and pipeline; what is not known to GitLab is remembered as well. */
  readonly #known = new Map<string, { readonly lazy: LazyDetails | undefined }>();
  #run: Run | undefined;

  constructor(load: DetailsPorts['loadDetails'], onDidSettle: () => void) {
    this.#load = load;
    this.#onDidSettle = onDidSettle;
  }

  /** What is known of a finding now; begins to ask for it where that has not been done. */
  of(found: Found): Loaded {
    const name = nameOf(found);
    const known = this.#known.get(name);
    if (known || !needsMore(found.finding)) {
      this.stop();
      return { loading: false, ...(known?.lazy && { lazy: known.lazy }) };
    }
    if (this.#run?.name !== name) this.#start(found, name);
    return this.#run?.settled ?? { loading: false };
  }

  /** Forgets that it failed; the next `of` asks again. */
  retry(): void {
    if (this.#run?.settled.loading === false) this.stop();
  }

  /** What is known of a finding, without asking. */
  known(found: Found): Loaded {
    return { loading: false, ...this.#earlier(found) };
  }

  /** Ends what is under way, and takes nothing for known any more. */
  forget(): void {
    this.stop();
    this.#known.clear();
  }

  /** Ends what is under way. */
  stop(): void {
    this.#run?.controller.abort();
    this.#run = undefined;
  }

  #start(found: Found, name: string): void {
    this.stop();
    const earlier = this.#earlier(found);
    const run: Run = { name, controller: new AbortController(), settled: { loading: true, ...earlier } };
    this.#run = run;
    const settle = (settled: Loaded) => {
      if (this.#run !== run) return;
      run.settled = settled;
      this.#onDidSettle();
    };
    this.#load(found.snapshot, found.finding, run.controller.signal).then(
      (lazy) => {
        if (this.#run === run) this.#remember(name, lazy);
        settle({ loading: false, ...(lazy && { lazy }) });
      },
      (failure: unknown) => settle({ loading: false, failure, ...earlier }),
    );
  }

  /** The same finding's, out of another pipeline or from before somebody acted on it. */
  #earlier({ finding, snapshot }: Found): { readonly lazy?: LazyDetails } {
    const same = `${JSON.stringify([snapshot.repository.root, finding.key]).slice(0, -1)},`;
    const name = [...this.#known.keys()].findLast((each) => each.startsWith(same));
    const lazy = name === undefined ? undefined : this.#known.get(name)?.lazy;
    return lazy ? { lazy } : {};
  }

  #remember(name: string, lazy: LazyDetails | undefined): void {
    this.#known.set(name, { lazy });
    const [oldest] = this.#known.keys();
    if (this.#known.size > remembered && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** A report brings the long part itself, but only GitLab knows who dismissed a finding and why. */
function needsMore({ uuid, details, sources, state, dismissal }: Finding): boolean {
  if (uuid === undefined || !sources.some(({ kind }) => kind === 'gitlab')) return false;
  return details === undefined || (state === 'dismissed' && dismissal === undefined);
}

function nameOf({ finding, snapshot }: Found): string {
  return JSON.stringify([snapshot.repository.root, finding.key, finding.pipeline.id, finding.state]);
}
