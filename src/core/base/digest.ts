import { sha1 } from '@noble/hashes/legacy.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * One of each for all texts: memory for bytes is outside the heap, and where much of that is in use, V8 stops for five
 * milliseconds whenever more is asked for. A hundred thousand findings are digested one after the other.
 */
const untouched = sha1.create();
const hash = sha1.create();
const result = new Uint8Array(hash.outputLen);
const scratch = new Uint8Array(8192);
const encoder = new TextEncoder();
const codes: number[] = [];

/** SHA-1 of a text in UTF-8, as 40 hexadecimal digits: to tell texts apart, not to prove who wrote them. */
export function digest(text: string): string {
  untouched._cloneInto(hash);
  hash.update(bytesOf(text)).digestInto(result);
  return hexOf(result);
}

/** In one piece: to join the digits one after the other leaves a chain of strings, seven times as large. */
function hexOf(bytes: Uint8Array): string {
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    codes[2 * index] = digitOf(byte >> 4);
    codes[2 * index + 1] = digitOf(byte & 15);
  }
  return String.fromCharCode(...codes);
}

function digitOf(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

function bytesOf(text: string): Uint8Array {
  // No UTF-16 unit takes more than three bytes.
  if (3 * text.length > scratch.length) return utf8ToBytes(text);
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written);
}
