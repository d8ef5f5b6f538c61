/** Texts up to these are compared within some milliseconds, however different they are. */
const mostCharacters = 256 * 1024;
const mostLines = 4000;

/** Manifests, lock files and notebooks up to this are read within some milliseconds. */
export const longestReadHere = 64 * 1024;

/** Whether to compare a text may take longer than a turn of the editor's thread. */
export function isLong(text: string): boolean {
  if (text.length > mostCharacters) return true;
  return countOf('\n', text) > mostLines || countOf('\r', text) > mostLines;
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}
