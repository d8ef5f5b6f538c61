/**
 * Remembers from run to run what cannot change: a finished job's report, a finished pipeline's place. What a run did
 * not use is forgotten at its end, so memory follows what is shown.
 */
export class RunMemory {
  #kept = new Map<string, unknown>();
  #used = new Map<string, unknown>();

  /** Gives what is remembered under the key, else loads it; what fails is not remembered. */
  async get<T>(key: string, load: () => Promise<T>, keep: (value: T) => boolean = () => true): Promise<T> {
    if (this.#kept.has(key)) {
      const value = this.#kept.get(key) as T;
      this.#used.set(key, value);
      return value;
    }
    const value = await load();
    if (keep(value)) {
      this.#kept.set(key, value);
      this.#used.set(key, value);
    }
    return value;
  }

  /** Ends a run that came to its end: only what it used stays. */
  settle(): void {
    this.#kept = this.#used;
    this.#used = new Map();
  }

  clear(): void {
    this.#kept = new Map();
    this.#used = new Map();
  }
}
