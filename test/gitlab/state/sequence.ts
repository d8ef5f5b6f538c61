/** Hands out ids: one row of numbers per kind of thing. */
export class Sequence {
  readonly #last = new Map<string, number>();

  next(kind: string, start = 1): number {
    const id = (this.#last.get(kind) ?? start - 1) + 1;
    this.#last.set(kind, id);
    return id;
  }
}
