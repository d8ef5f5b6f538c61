/**
 * Gives a text the line endings of the file as it is here, where those are all of one kind: git keeps one kind and may check out
 * another, and the editor never holds a file with several.
 */
export function withEndingsOf(present: string, text: string): string {
  const kinds = new Set(present.match(/\r?\n/g));
  const [ending] = kinds;
  return ending === undefined || kinds.size > 1 ? text : text.replace(/\r?\n/g, ending);
}
