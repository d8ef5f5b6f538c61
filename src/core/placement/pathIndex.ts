/** Finds the file that a scanner means among those that there are, where it names it in another way than git does. */
export class PathIndex {
  readonly #paths: Iterable<string>;
  #byName: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(paths: Iterable<string>) {
    this.#paths = paths;
  }

  get paths(): Iterable<string> {
    return this.#paths;
  }

  /**
   * The file of this very path; else the only one whose path differs in letter case; else the only one of which the
   * path is the end (the scan ran in a subfolder) or that is the end of the path (the scan ran in a container that has
   * the project somewhere else). `undefined` where there is none, or more than one: a guess would flag innocent code.
   */
  find(path: string): string | undefined {
    const parts = path.toLowerCase().split('/');
    const named = this.#names().get(parts.at(-1) ?? '') ?? [];
    if (named.includes(path)) return path;
    const alike = named.map((candidate) => ({
      candidate,
      length: candidate.split('/').length,
      common: commonEnd(candidate.toLowerCase().split('/'), parts),
    }));
    const matches = alike.filter(({ common, length }) => common === parts.length || common === length);
    const most = Math.max(0, ...matches.map(({ common }) => common));
    const best = matches.filter(({ common }) => common === most);
    const sameCase = best.filter(({ candidate }) => path.endsWith(candidate) || candidate.endsWith(path));
    const whole = best.filter(({ length }) => length === parts.length);
    const [only, ...others] = whole.length === 1 ? whole : sameCase.length > 0 ? sameCase : best;
    return others.length === 0 ? only?.candidate : undefined;
  }

  #names(): ReadonlyMap<string, readonly string[]> {
    if (this.#byName) return this.#byName;
    const byName = new Map<string, string[]>();
    for (const path of this.#paths) {
      const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
      const known = byName.get(name);
      if (known) known.push(path);
      else byName.set(name, [path]);
    }
    this.#byName = byName;
    return byName;
  }
}

function commonEnd(some: readonly string[], others: readonly string[]): number {
  let count = 0;
  while (count < some.length && count < others.length && some.at(-1 - count) === others.at(-1 - count))
    count++;
  return count;
}
