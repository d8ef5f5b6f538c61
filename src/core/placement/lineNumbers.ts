/** Two texts as numbers, so that comparing two lines is comparing two numbers: equal ones for equal lines. */
export interface LineNumbers {
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** All of them are below it. */
  readonly count: number;
}

export function toNumbers(before: readonly string[], after: readonly string[]): LineNumbers {
  const numbers = new Map<string, number>();
  const numbersOf = (lines: readonly string[]) =>
    Int32Array.from(lines, (line) => {
      const known = numbers.get(line);
      if (known !== undefined) return known;
      numbers.set(line, numbers.size);
      return numbers.size - 1;
    });
  return { before: numbersOf(before), after: numbersOf(after), count: numbers.size };
}
