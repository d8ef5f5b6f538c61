import { lineAfter, lineBefore } from './lineMap.ts';
import { isPlain } from './lines.ts';
import type { ComparedTexts } from './placeLines.ts';

/** A stretch with so many letters and digits hardly means anything but itself. */
const tellingCharacters = 12;

/** So far around the lines it is looked what else was taken out and put in together with them. */
const reach = 30;

/**
 * Finds lines that were taken out in one place and put in, letter for letter, in another, as a function that is now below
 * another one. A line that stands only once in each text leads there; all the lines between it and the wanted ones have to
 * be there as well. Gives the number of the first of the wanted ones.
 */
export function relocate(texts: ComparedTexts, start: number, length: number): number | undefined {
  const end = start + length;
  const inside = Array.from({ length }, (_, index) => start + index);
  if (inside.every((line) => lineAfter(texts.map, line) !== undefined)) return undefined;
  const tried = new Set<number>();
  for (const line of [...inside, ...around(texts, start, end)]) {
    const place = onlyPlace(texts.after, texts.before[line] ?? '');
    if (place === undefined || tried.has(place - line)) continue;
    if (onlyPlace(texts.before, texts.before[line] ?? '') === undefined) continue;
    tried.add(place - line);
    if (isMoved(texts, start, end, line, place - line)) return start + place - line;
  }
  return undefined;
}

/** The nearest other lines that were taken out with these, nearest first. */
function* around(texts: ComparedTexts, start: number, end: number): Generator<number> {
  let [isAbove, isBelow] = [true, true];
  for (let distance = 0; distance < reach; distance++) {
    isAbove &&= start - distance > 0 && isTakenOut(texts, start - distance - 1);
    isBelow &&= end + distance < texts.before.length && isTakenOut(texts, end + distance);
    if (isAbove) yield start - distance - 1;
    if (isBelow) yield end + distance;
  }
}

/** Whether the lines are there, in one stretch with the line that led there, and the stretch tells enough. */
function isMoved(texts: ComparedTexts, start: number, end: number, leading: number, shift: number): boolean {
  const belongs = (line: number) => isTakenOut(texts, line) && isPutIn(texts, line, shift);
  for (let line = start; line < end; line++) if (!belongs(line)) return false;
  let [first, last] = [start, end];
  while (first > Math.max(0, start - reach) && belongs(first - 1)) first--;
  while (last < Math.min(texts.before.length, end + reach) && belongs(last)) last++;
  if (leading < first || leading >= last) return false;
  return isTelling(texts.before.slice(first, last));
}

/** Looks no further than it takes: a line may be a megabyte long. */
function isTelling(lines: readonly string[]): boolean {
  let count = 0;
  for (const line of lines) {
    const characters = line.matchAll(/[\p{L}\p{N}]/gu);
    while (!characters.next().done) if (++count >= tellingCharacters) return true;
  }
  return false;
}

function isTakenOut({ before, map }: ComparedTexts, line: number): boolean {
  return lineAfter(map, line) === undefined || isPlain(before[line]);
}

function isPutIn({ before, after, map }: ComparedTexts, line: number, shift: number): boolean {
  const there = after[line + shift];
  return there === before[line] && (lineBefore(map, line + shift) === undefined || isPlain(there));
}

/** Where a line stands that stands only once. */
function onlyPlace(text: readonly string[], line: string): number | undefined {
  let places = known.get(text);
  if (!places) known.set(text, (places = placesIn(text)));
  const place = places.get(line) ?? several;
  return place === several ? undefined : place;
}

const several = -1;

/** Made once for a text, and only for one in which something was looked for. */
const known = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

function placesIn(text: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, line] of text.entries()) places.set(line, places.has(line) ? several : index);
  return places;
}
