/** What this extension writes is in English, whatever language VS Code is shown in. */
let english: Intl.NumberFormat | undefined;

/** A number as people read it: `1,234`. Of keys, ids and lines the digits alone are meant. */
export function inDigits(number: number): string {
  // The first one of a process takes ten milliseconds, for which VS Code would wait at its start.
  english ??= new Intl.NumberFormat('en');
  return english.format(number);
}
