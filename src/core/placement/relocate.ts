import { lineAfter } from './lineMap.ts';
import type { ComparedTexts } from './placeLines.ts';

/** So many letters and digits, and a line that stands only once hardly means anything but itself. */
const tellingCharacters = 12;

/**
 * Finds lines that were taken out in one place and put in, letter for letter, in another: both are the only ones of their
 * kind in their text, and nothing there was taken for something else. Gives the number of the first of them.
 */
export function relocate(
  { before, after, map }: ComparedTexts,
  start: number,
  length: number,
): number | undefined {
  const wanted = before.slice(start, start + length);
  if (wanted.join('').replace(/[^\p{L}\p{N}]/gu, '').length < tellingCharacters) return undefined;
  for (let line = start; line < start + length; line++)
    if (lineAfter(map, line) !== undefined) return undefined;
  const place = onlyPlace(after, wanted);
  if (place === undefined || onlyPlace(before, wanted) === undefined) return undefined;
  // Unique on both sides and yet not mapped: the lines changed places with others.
  return place;
}

function onlyPlace(lines: readonly string[], wanted: readonly string[]): number | undefined {
  const [first] = wanted;
  let place: number | undefined;
  if (first === undefined) return undefined;
  for (let at = lines.indexOf(first); at >= 0; at = lines.indexOf(first, at + 1)) {
    if (!wanted.every((line, index) => lines[at + index] === line)) continue;
    if (place !== undefined) return undefined;
    place = at;
  }
  return place;
}
