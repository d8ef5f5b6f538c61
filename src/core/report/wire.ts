/** An object as JSON has it: any key may be there, with any value. Keys of the prototype are never read. */
export type WireObject = Readonly<Record<string, unknown>>;

export function isWireObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nothing: WireObject = {};

/** The object at a key; an empty one where there is none. */
export function objectAt(parent: WireObject, key: string): WireObject {
  const value = parent[key];
  return isWireObject(value) ? value : nothing;
}

/** The objects of the array at a key; what is not an object is left out. */
export function objectsAt(parent: WireObject, key: string): readonly WireObject[] {
  const value = parent[key];
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

/** The text at a key; blank text is none. */
export function textAt(parent: WireObject, key: string): string | undefined {
  const value = parent[key];
  return typeof value === 'string' && /\S/.test(value) ? cleanText(value) : undefined;
}

/**
 * Text that every consumer can take: U+0000 is written out, as GitLab does on ingestion, and halves of surrogate pairs,
 * on which `encodeURIComponent` throws, become U+FFFD.
 */
export function cleanText(text: string): string {
  const visible = text.includes('\0') ? text.replaceAll('\0', '\\u0000') : text;
  return /\p{Surrogate}/u.test(visible) ? visible.replace(/\p{Surrogate}/gu, '\uFFFD') : visible;
}

/** A piece of a report for a message of ours: one line, at most 60 characters. */
export function quote(text: string): string {
  const line = cleanText(text.slice(0, 200)).replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
}

/** The same object without the keys that have no value, as `exactOptionalPropertyTypes` wants it. */
export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const known = object as Record<string, unknown>;
  for (const key in known) if (known[key] === undefined) return withoutUndefined(known) as never;
  return object as never;
}

function withoutUndefined(object: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
