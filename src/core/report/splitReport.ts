import { cleanJson } from './cleanJson.ts';
import { endOfEntry } from './endOfEntry.ts';
import { isWireObject, type WireObject } from './wire.ts';

/** A report whose vulnerabilities are parsed some at a time, each time they are gone through. */
export interface SplitReport {
  /** All of it but its vulnerabilities. */
  readonly rest: WireObject;
  readonly vulnerabilities: Iterable<unknown>;
}

/** So many bytes are parsed at once: enough to be cheap, few enough to be garbage before the engine has moved what they became. */
const usualPiece = 64 * 1024;

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Text inside a file: a byte order mark there is none, but a flaw. */
const inside = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Cuts a long report between its vulnerabilities, so that what all of them are parsed to never stands in memory at once. Where to
 * cut is a guess: at what separates the first two. It need not be right, for the pieces tell: where each is a list of values,
 * and stands in a valid object, the whole is valid JSON and says the same.
 *
 * Undefined for what is short, or cannot be cut. A piece that is no JSON throws when it is come to.
 */
export function splitReport(bytes: Uint8Array, piece = usualPiece): SplitReport | undefined {
  if (bytes.length < 4 * piece) return undefined;
  const start = startOfVulnerabilities(bytes);
  if (start === undefined) return undefined;
  const cuts = cutsOf(bytes, start, piece);
  const rest = restOf(bytes, start, cuts.at(-1) ?? bytes.length);
  return rest && { rest, vulnerabilities: { [Symbol.iterator]: () => parsePieces(bytes, start, cuts) } };
}

/** Behind the bracket that opens their list. */
function startOfVulnerabilities(bytes: Uint8Array): number | undefined {
  let at = bytes.indexOf(openBrace);
  while (at >= 0 && at < bytes.length && bytes[at] !== closeBrace) {
    const opening = /^[{,]\s*"vulnerabilities"\s*:\s*\[/.exec(lookAt(bytes, at));
    if (opening) return at + opening[0].length;
    at = endOfEntry(bytes, at + 1);
  }
  return undefined;
}

/** Where each piece ends: at a comma, the last one at the bracket that closes the list. */
function cutsOf(bytes: Uint8Array, start: number, piece: number): readonly number[] {
  const cuts: number[] = [];
  let from = start;
  const first = endOfEntry(bytes, start);
  const separator = /^,\s*\{\s*"\w+"\s*:/.exec(lookAt(bytes, first))?.[0];
  while (separator !== undefined) {
    const cut = indexOf(bytes, separator, from + piece);
    if (cut < 0) break;
    cuts.push(cut);
    from = cut + 1;
  }
  let end = endOfEntry(bytes, from);
  while (end < bytes.length && bytes[end] !== closeBracket) end = endOfEntry(bytes, end + 1);
  cuts.push(end);
  return cuts;
}

/** What is around the vulnerabilities. */
function restOf(bytes: Uint8Array, start: number, end: number): WireObject | undefined {
  // Longer than all the rest, so that no other value can be the same: a second list of that name would count instead.
  const mark = '-'.repeat(start + bytes.length - end);
  try {
    const before = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, start - 1));
    const text = `${before}"${mark}"${inside.decode(bytes.subarray(end + 1))}`;
    const json: unknown = JSON.parse(text);
    if (!isWireObject(json) || json['vulnerabilities'] !== mark) return undefined;
    cleanJson(json, text);
    return { ...json, vulnerabilities: [] };
  } catch {
    return undefined;
  }
}

function* parsePieces(bytes: Uint8Array, start: number, cuts: readonly number[]): Generator<unknown, void> {
  let from = start;
  let list = new Uint8Array(0);
  for (const cut of cuts) {
    const length = cut - from + 2;
    if (list.length < length) list = new Uint8Array(2 * length);
    list[0] = openBracket;
    list.set(bytes.subarray(from, cut), 1);
    list[length - 1] = closeBracket;
    const text = inside.decode(list.subarray(0, length));
    const entries = JSON.parse(text) as unknown[];
    if (entries.length === 0) throw new SyntaxError('nothing between two commas');
    cleanJson(entries, text);
    yield* entries;
    from = cut + 1;
  }
}

/** The next few signs. What is not ASCII looks strange, but takes as many places as bytes. */
function lookAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 200));
}

function indexOf(bytes: Uint8Array, text: string, start: number): number {
  for (let at = start; at < bytes.length; at += 1) {
    let length = 0;
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length += 1;
    if (length === text.length) return at;
  }
  return -1;
}
