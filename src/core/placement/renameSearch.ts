/** From this share of common lines on two files are versions of one another, as for git. */
const leastShare = 0.5;

/** Looks for the file that another one has become under a new name, by its lines. */
export class RenameSearch {
  readonly #length: number;
  readonly #counted: ReadonlyMap<string, number>;
  #best: string | undefined;
  #most = leastShare;

  constructor(before: readonly string[]) {
    this.#length = before.length;
    this.#counted = countsOf(before);
  }

  /** The one that is most like it of those looked at, the first of several; `undefined` where none is like it. */
  get best(): string | undefined {
    return this.#best;
  }

  look(path: string, lines: readonly string[]): void {
    const share = (2 * commonOf(this.#counted, lines)) / Math.max(1, this.#length + lines.length);
    if (share > this.#most || (share === this.#most && this.#best === undefined))
      [this.#best, this.#most] = [path, share];
  }
}

function commonOf(counted: ReadonlyMap<string, number>, lines: readonly string[]): number {
  let common = 0;
  for (const [line, count] of countsOf(lines)) common += Math.min(count, counted.get(line) ?? 0);
  return common;
}

/** Blank lines are in every file. */
function countsOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) if (line.trim() !== '') counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
