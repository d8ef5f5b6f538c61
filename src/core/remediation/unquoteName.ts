const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

export interface Name {
  readonly name: string;
  /** What stands after it. */
  readonly rest: string;
}

/**
 * A file's name as git writes it where it has unusual characters: in quotes, with C's escapes and the bytes of UTF-8 in octal.
 * `undefined` where the quotes do not end, or hold no text.
 */
export function unquoteName(text: string): Name | undefined {
  const quoted = /^"((?:[^"\\]|\\[abtnvfr"\\]|\\[0-3][0-7]{2})*)"/.exec(text);
  if (!quoted) return undefined;
  const bytes: number[] = [];
  for (const [part] of (quoted[1] ?? '').matchAll(/\\[0-7]{3}|\\.|[^\\]+/gs)) {
    if (/^\\\d/.test(part)) bytes.push(parseInt(part.slice(1), 8));
    else for (const byte of new TextEncoder().encode(plain(part))) bytes.push(byte);
  }
  try {
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
    return { name, rest: text.slice(quoted[0].length) };
  } catch {
    return undefined;
  }
}

function plain(part: string): string {
  return part.startsWith('\\') ? (escapes[part.slice(1)] ?? '') : part;
}
