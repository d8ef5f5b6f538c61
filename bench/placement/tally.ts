import { extname } from 'node:path';
import { buckets, type Distances } from './commitPairs.ts';
import type { Judgement, Verdict } from './judge.ts';

/** Lines by verdict. */
export type Counts = Readonly<Record<Verdict, number>> & { readonly survivors: number };

const none: Counts = {
  right: 0,
  rightlyGone: 0,
  ambiguous: 0,
  elsewhere: 0,
  lost: 0,
  revived: 0,
  otherText: 0,
  survivors: 0,
};

/** Counts lines by language, which is the ending of the file's name, and by distance. */
export class Tally {
  readonly #cells = new Map<string, Map<string, Counts>>();

  add(path: string, { name }: Distances, { verdict, survives }: Judgement): void {
    const language = extname(path) || '(none)';
    const row = this.#cells.get(language) ?? new Map<string, Counts>();
    const counts = row.get(name) ?? none;
    const survivors = counts.survivors + (survives ? 1 : 0);
    this.#cells.set(language, row.set(name, { ...counts, survivors, [verdict]: counts[verdict] + 1 }));
  }

  /** All of a language or of a distance, or all. */
  sum(language?: string, distance?: string): Counts {
    const total: Record<keyof Counts, number> = { ...none };
    for (const [rowName, row] of this.#cells) {
      if (language !== undefined && language !== rowName) continue;
      for (const [name, counts] of row) {
        if (distance !== undefined && distance !== name) continue;
        for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
      }
    }
    return total;
  }

  /** A row for each language at each distance, the language with most lines first. */
  table(): string {
    const languages = [...this.#cells.keys()].sort((a, b) => linesOf(this.sum(b)) - linesOf(this.sum(a)));
    const rows = [...languages, undefined].flatMap((language) =>
      [...buckets.map(({ name }) => name), undefined].flatMap((distance) => {
        const counts = this.sum(language, distance);
        return linesOf(counts) === 0 ? [] : [[language ?? 'all', distance ?? 'all', ...cellsOf(counts)]];
      }),
    );
    const all = [headings, ...rows];
    const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    return all
      .map((row) =>
        row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))),
      )
      .map((row) => row.join('  '))
      .join('\n');
  }
}

const headings = [
  'language',
  'distance',
  'lines',
  'survive',
  'right',
  'ambiguous',
  'elsewhere',
  'lost',
  'gone',
  'shown',
  'other text',
  '% right',
];

function cellsOf(counts: Counts): readonly string[] {
  const lines = linesOf(counts);
  const gone = lines - counts.survivors;
  const { survivors, right, ambiguous, elsewhere, lost, revived, otherText } = counts;
  const numbers = [lines, survivors, right, ambiguous, elsewhere, lost, gone, revived, otherText];
  return [...numbers.map(String), shareRight(counts).toFixed(2)];
}

export function linesOf({ survivors: _, ...verdicts }: Counts): number {
  return Object.values(verdicts).reduce((sum, count) => sum + count, 0);
}

/** Per cent of the lines of which git is of one mind. */
export function shareRight(counts: Counts): number {
  const clear = linesOf(counts) - counts.ambiguous;
  return clear === 0 ? 100 : (100 * (counts.right + counts.rightlyGone)) / clear;
}

/** The same of those that survived: a line that is gone is the easier question. */
export function shareOfSurvivors({ right, elsewhere, lost, survivors }: Counts): number {
  return survivors === 0 ? 100 : (100 * right) / Math.max(1, right + elsewhere + lost);
}
