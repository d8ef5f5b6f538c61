/**
 * Two texts as numbers, so that comparing two lines is comparing two numbers: equal ones for equal lines. Lists, as everywhere in
 * comparing: the memory of typed arrays is outside the heap, and where much of that is in use, V8 stops for five milliseconds
 * whenever more is asked for.
 */
export interface LineNumbers {
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** All of them are below it. */
  readonly count: number;
}

export function toNumbers(before: readonly string[], after: readonly string[]): LineNumbers {
  const numbers = new Map<string, number>();
  /** Where a number stands first in the text before. */
  const places: number[] = [];
  const numberOf = (line: string) => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  const beforeNumbers = before.map((line, index) => {
    const number = numberOf(line);
    if (number === places.length) places.push(index);
    return number;
  });
  // Most lines are what the line above them lets expect. To compare two lines is much cheaper than to look one up.
  let expected = 0;
  const afterNumbers = after.map((line) => {
    const number = before[expected] === line ? beforeNumbers[expected] : undefined;
    if (number !== undefined) {
      expected++;
      return number;
    }
    const found = numberOf(line);
    expected = (places[found] ?? expected - 1) + 1;
    return found;
  });
  return { before: beforeNumbers, after: afterNumbers, count: numbers.size };
}
