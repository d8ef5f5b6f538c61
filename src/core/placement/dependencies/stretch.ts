/** A stretch of a text in UTF-16 code units, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A stretch and what it says, quotes and escapes undone. */
export interface Said extends Stretch {
  readonly text: string;
}

/** What one group of a match with the flag `d` says, and where, in a text that begins at `base`. */
export function groupOf(match: RegExpExecArray | null, group: number, base = 0): Said | undefined {
  const at = match?.indices?.[group];
  return at ? { start: base + at[0], end: base + at[1], text: match[group] ?? '' } : undefined;
}

/** A part of what is said. */
export function partOf(said: Said, from: number, to: number): Said {
  return { start: said.start + from, end: said.start + to, text: said.text.slice(from, to) };
}

/** The lines of a text without their ends, wherever it was written. */
export function* linesOf(text: string): Generator<Said> {
  const ends = /\r\n?|\n/g;
  let start = 0;
  for (let found = ends.exec(text); found; found = ends.exec(text)) {
    yield { start, end: found.index, text: text.slice(start, found.index) };
    start = ends.lastIndex;
  }
  if (start < text.length) yield { start, end: text.length, text: text.slice(start) };
}
