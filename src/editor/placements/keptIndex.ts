import { PathIndex } from '../../core/placement/pathIndex.ts';

/** Keeps the paths of the commit that was looked at last: they do not change, and a large repository has many. */
export class KeptIndex {
  #commit: string | undefined;
  #index: PathIndex | undefined;

  /** @param list all paths of the commit; none where they cannot be told, which may be another time */
  async of(commit: string, list: () => Promise<readonly string[]>): Promise<PathIndex> {
    if (this.#commit === commit && this.#index) return this.#index;
    const paths = await list();
    const index = new PathIndex(paths);
    if (paths.length > 0) [this.#commit, this.#index] = [commit, index];
    return index;
  }
}
