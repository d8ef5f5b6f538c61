import { linesWithEnds, type FileChange, type Hunk } from './fileChange.ts';
import type { Refusal } from './refusal.ts';

/** How many lines may be looked at; a hostile diff sends us through a long text for each of its hunks. */
const mostLooks = 200_000_000;

/** A line that a hunk has been about, and no other one may be about again. */
interface Done {
  readonly text: string;
}

/**
 * The text with a diff's hunks applied, as `git apply` does it: each where it says or, if other lines stand there, at the
 * nearest place where all its lines do; never with fewer of them. One that says nothing of where its lines go,
 * because it has none of the old text, is refused.
 */
export function applyDiff({ from, hunks }: FileChange, text: string): string | Refusal {
  let image: readonly (string | Done)[] = linesWithEnds(text);
  let looks = 0;
  for (const [index, hunk] of hunks.entries()) {
    const old = linesOf(hunk, '-');
    const at = placeOf(hunk, old, image, (count) => (looks += count) <= mostLooks);
    if (at === undefined) return { reason: 'doesNotApply', path: from, hunk: index + 1 };
    const done = linesOf(hunk, '+').map((line): Done => ({ text: line }));
    image = [...image.slice(0, at), ...done, ...image.slice(at + old.length)];
  }
  return image.map((line) => (typeof line === 'string' ? line : line.text)).join('');
}

function linesOf({ lines }: Hunk, side: '-' | '+'): readonly string[] {
  return lines.filter(({ sign }) => sign === ' ' || sign === side).map(({ text }) => text);
}

/** A hunk of a text's first lines stays there, and one without lines below its change is about its last lines. */
function placeOf(
  { oldStart, newStart, lines }: Hunk,
  old: readonly string[],
  image: readonly (string | Done)[],
  mayLook: (count: number) => boolean,
): number | undefined {
  const isFirst = oldStart <= 1;
  const isLast = lines.at(-1)?.sign !== ' ';
  const last = image.length - old.length;
  if (last < 0 || !mayLook(image.length) || (old.length === 0 && image.length > 0)) return undefined;
  const fits = (at: number) =>
    at >= 0 &&
    at <= last &&
    (!isFirst || at === 0) &&
    (!isLast || at === last) &&
    old.every((line, index) => image[at + index] === line);
  const expected = isFirst ? 0 : isLast ? last : Math.min(Math.max(newStart - 1, 0), image.length);
  for (let away = 0; away <= image.length; away += 1) {
    if (!mayLook(2)) return undefined;
    if (fits(expected + away)) return expected + away;
    if (fits(expected - away)) return expected - away;
  }
  return undefined;
}
