const collator = new Intl.Collator();

/** Orders as people do; many texts are the same, and a language's order is slow to tell. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : collator.compare(a, b);
}
