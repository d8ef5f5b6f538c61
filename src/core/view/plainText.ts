/**
 * Text from reports and servers on its way to a place that shows plain text: one line, nothing invisible, nothing that
 * turns the reading direction round. What is taken out is marked, so that nobody is deceived by what is not seen.
 */
export function plainLine(text: string): string {
  // Nearly every text is such a line, and to see that takes a tenth of the time.
  if (isPlainLine(text)) return text;
  return visible(text).replace(/\s+/g, ' ').trim();
}

function isPlainLine(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('  ') && !text.startsWith(' ') && !text.endsWith(' ');
}

/** The same, keeping line breaks. */
export function visible(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(unseen, (character, at: number, whole: string) =>
      mayStay(character, at, whole) ? character : '\ufffd',
    );
}

/** Also what Unicode keeps free for more of it, and the Braille pattern without dots. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu;

/** U+FE0E and U+FE0F say how an emoji or a keycap is drawn; anywhere else they are hidden text. */
function mayStay(character: string, at: number, whole: string): boolean {
  if (character === '\n' || character === '\t') return true;
  if (character !== '\ufe0e' && character !== '\ufe0f') return false;
  return (
    /\p{Extended_Pictographic}$/u.test(whole.slice(Math.max(0, at - 2), at)) || whole[at + 1] === '\u20e3'
  );
}

/** Shortens at a word, with an ellipsis. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half of a character of two units is none.
  const cut = text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  const space = cut.lastIndexOf(' ');
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.([]+$/, '')}…`;
}

/** An https link that may be opened; anything else is only text. */
export function httpsUrl(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 2000) return undefined;
  try {
    const url = new URL(text);
    return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
