/**
 * The text of a source file: UTF-8, UTF-16 where a byte order mark says so, else Windows-1252, in which every byte is a
 * character, so that at least equal bytes are equal text. `undefined` for what is no text. A byte order mark is not part
 * of the text, as in VS Code.
 */
export function decodeFile(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Where git and grep look for what tells binary files.
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
