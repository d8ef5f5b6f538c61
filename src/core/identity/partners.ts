/**
 * Findings that share a mark, to be taken one by one in their order. Whether one may be taken is asked once of each kind
 * and not of each finding: thousands may share a mark, in a report that was made for it.
 */
export class Partners<T> {
  /** Of each kind, where its findings are in the list; the last is the next to be taken. */
  readonly #byKind: readonly number[][];
  readonly #items: readonly T[];

  /** @param kindOf what is of one kind is allowed together or refused together */
  constructor(items: readonly T[], kindOf: (item: T) => string) {
    const byKind = new Map<string, number[]>();
    for (let index = items.length - 1; index >= 0; index -= 1) {
      const item = items[index];
      const kind = item === undefined ? '' : kindOf(item);
      const places = byKind.get(kind);
      if (places) places.push(index);
      else byKind.set(kind, [index]);
    }
    this.#byKind = [...byKind.values()];
    this.#items = items;
  }

  /** The first that is allowed; it is nobody else's from then on. */
  take(isAllowed: (item: T) => boolean): T | undefined {
    let first: number[] | undefined;
    for (const places of this.#byKind) {
      const item = this.#items[places.at(-1) ?? -1];
      if (item === undefined || !isAllowed(item)) continue;
      if (!first || (places.at(-1) ?? 0) < (first.at(-1) ?? 0)) first = places;
    }
    return this.#items[first?.pop() ?? -1];
  }
}
