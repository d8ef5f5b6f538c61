/** What this extension writes is in English, whatever language VS Code is shown in. */
const english = new Intl.NumberFormat('en');

/** A number as people read it: `1,234`. Of keys, ids and lines the digits alone are meant. */
export function inDigits(number: number): string {
  return english.format(number);
}
