/**
 * Remembers from run to run what cannot change: a finished job's report, a finished pipeline's place. What a run did
 * not use is forgotten at its end, so memory follows what is shown.
 */
export class RunMemory {
  #kept = new Map<string, unknown>();

  /** A run of its own: one that is overtaken, or fails, takes nothing away from those after it. */
  begin(): MemoryOfRun {
    return new MemoryOfRun(this.#kept);
  }

  /** What one account was given is not another's; a run that is under way keeps it to itself. */
  clear(): void {
    this.#kept = new Map();
  }
}

/** What one run remembers. What it loads is there for every run at once, so an overtaken one worked for the next. */
export class MemoryOfRun {
  readonly #kept: Map<string, unknown>;
  readonly #used = new Set<string>();
  /** Two parts of a run may want the same; another run must not wait for it, since this one may be aborted. */
  readonly #loading = new Map<string, Promise<unknown>>();

  /** Call `RunMemory.begin()` instead. */
  constructor(kept: Map<string, unknown>) {
    this.#kept = kept;
  }

  /** Gives what is remembered under the key, else loads it; what fails is not remembered. */
  async get<T>(key: string, load: () => Promise<T>): Promise<T> {
    this.#used.add(key);
    if (this.#kept.has(key)) return this.#kept.get(key) as T;
    const loading = this.#loading.get(key) ?? this.#load(key, load);
    return loading as Promise<T>;
  }

  /** What comes of the same parts is the same: it is made anew only where one of them is another value, or another object. */
  async ofSame<T>(key: string, parts: readonly unknown[], make: () => Promise<T>): Promise<T> {
    const before = this.recall(key) as { readonly parts: readonly unknown[]; readonly made: T } | undefined;
    const isSame =
      before?.parts.length === parts.length && before.parts.every((part, index) => part === parts[index]);
    if (isSame) return before.made;
    const made = await make();
    this.keep(key, { parts, made });
    return made;
  }

  /** Gives what is remembered under the key, and goes on remembering it. */
  recall(key: string): unknown {
    this.#used.add(key);
    return this.#kept.get(key);
  }

  keep(key: string, value: unknown): void {
    this.#used.add(key);
    this.#kept.set(key, value);
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  /** Forgets what it had under a key, or never had. */
  forget(key: string): void {
    this.#kept.delete(key);
  }

  /** Ends a run that came to its end: only what it used stays. */
  settle(): void {
    for (const key of [...this.#kept.keys()]) if (!this.#used.has(key)) this.#kept.delete(key);
  }

  #load<T>(key: string, load: () => Promise<T>): Promise<T> {
    const loading = load()
      .then((value) => {
        this.#kept.set(key, value);
        return value;
      })
      .finally(() => this.#loading.delete(key));
    this.#loading.set(key, loading);
    return loading;
  }
}
