import type { Placement } from '../../core/placement/placement.ts';

interface Kept {
  readonly mark: string;
  readonly placements: ReadonlyMap<string, Placement>;
}

/** Remembers from run to run where things are in files that have not changed since. */
export class PlacementMemory {
  readonly #kept = new Map<string, Kept>();
  readonly #related = new Map<string, { readonly mark: string; readonly paths: readonly string[] }>();
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

  /** The files that belong to one, which to tell takes reading it. */
  async filesRelatedTo(
    path: string,
    mark: string,
    read: () => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    this.#used.add(`related ${path}`);
    const kept = this.#related.get(path);
    if (kept?.mark === mark) return kept.paths;
    const paths = await read();
    this.#related.set(path, { mark, paths });
    return paths;
  }

  /** Ends a run: what it did not use is forgotten. */
  settle(): void {
    for (const name of [...this.#kept.keys()]) if (!this.#used.has(name)) this.#kept.delete(name);
    for (const path of [...this.#related.keys()])
      if (!this.#used.has(`related ${path}`)) this.#related.delete(path);
    this.#used = new Set();
  }
}
