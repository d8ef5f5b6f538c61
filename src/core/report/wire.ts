import { nameWithin, textWithin } from '../model/withinLength.ts';

/** An object as JSON has it: any key may be there, with any value. Keys of the prototype are never read. */
export type WireObject = Readonly<Record<string, unknown>>;

export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nothing: WireObject = {};

// What is read is handed over as a value, not as an object and a key: where the key is written out the engine knows where it is.

/** The object that a value is; an empty one where it is none. */
export function objectOf(value: unknown): WireObject {
  return isWireObject(value) ? value : nothing;
}

/** For results that are mostly empty: a report has many findings, and each empty array costs. */
export const none: readonly never[] = [];

/** The objects of an array; what is not an object is left out. */
export function objectsOf(value: unknown): readonly WireObject[] {
  if (!Array.isArray(value) || value.length === 0) return none;
  return value.every(isWireObject) ? value : value.filter(isWireObject);
}

/** The text that a value is, as long as anybody reads; blank text is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && isText(value) ? textWithin(value) : undefined;
}

/** The same of what is no more than a line: a title, a name. */
export function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && isText(value) ? nameWithin(value) : undefined;
}

/** The same of what is of no use in part. */
export function wholeTextOf(value: unknown): string | undefined {
  return typeof value === 'string' && isText(value) ? value : undefined;
}

/** Nearly every text begins with a visible ASCII character, which is quicker to see than to search for. */
function isText(value: string): boolean {
  const first = value.charCodeAt(0);
  return (first > 0x20 && first < 0x7f) || /\S/.test(value);
}

/**
 * Text that every consumer can take: U+0000 is written out, as GitLab does on ingestion, and halves of surrogate pairs,
 * on which `encodeURIComponent` throws, become U+FFFD.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '\\u0000').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** A piece of a report for a message of ours: one line, at most 60 characters. */
export function quote(text: string): string {
  const line = cleanText(text.slice(0, 200))
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
}

/** An object of the model while it is made; keys without a value are left out, not set to undefined. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Sets a key that has a value. */
export function setKnown<T, K extends keyof T>(draft: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) draft[key] = value;
}
