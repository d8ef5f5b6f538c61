import type { Placement } from '../../core/placement/placement.ts';

interface Kept {
  readonly mark: string;
  readonly placements: ReadonlyMap<string, Placement>;
}

/** Remembers from run to run where things are in files that have not changed since. */
export class PlacementMemory {
  readonly #kept = new Map<string, Kept>();
  #used = new Set<string>();

  /** @param mark of all texts that the places rest on: another mark, another answer */
  get(name: string, mark: string, ids: readonly string[]): ReadonlyMap<string, Placement> | undefined {
    this.#used.add(name);
    const kept = this.#kept.get(name);
    return kept?.mark === mark && ids.every((id) => kept.placements.has(id)) ? kept.placements : undefined;
  }

  set(name: string, mark: string, placements: ReadonlyMap<string, Placement>): void {
    this.#used.add(name);
    this.#kept.set(name, { mark, placements });
  }

  /** Ends a run: what it did not use is forgotten. */
  settle(): void {
    for (const name of [...this.#kept.keys()]) if (!this.#used.has(name)) this.#kept.delete(name);
    this.#used = new Set();
  }
}
