const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
/** Brackets and braces differ in the one bit that is set here. */
const opening = 0x7b;
const closing = 0x7d;
const bothKinds = 0x20;

/**
 * Where an entry of a list or an object ends, in the bytes of JSON: at the comma behind it, or at what closes the list or the object.
 * The length where neither comes. Bytes that are no JSON end anywhere.
 */
export function endOfEntry(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let depth = 0;
  for (let at = start; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) {
      for (at += 1; at < length && bytes[at] !== quote; at += 1) if (bytes[at] === backslash) at += 1;
    } else if (byte === comma) {
      if (depth === 0) return at;
    } else if ((byte | bothKinds) === opening) depth += 1;
    else if ((byte | bothKinds) === closing) {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return length;
}
