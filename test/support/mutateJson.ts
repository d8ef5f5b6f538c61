type Json = null | boolean | number | string | Json[] | JsonObject;

interface JsonObject {
  [key: string]: Json;
}

export interface Mutation {
  readonly json: unknown;
  /** What was done where, e.g. `remove /scan/type`. */
  readonly what: string;
}

/**
 * A copy of a JSON value with one or two things changed as hands and scripts change reports; the seed decides.
 *
 * @param except a place that stays as it is
 */
export function mutate(json: unknown, seed: number, except?: string): Mutation {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const copy = structuredClone(json) as Json;
  const what: string[] = [];
  for (let count = random() < 0.8 ? 1 : 2; count > 0; count -= 1) {
    const places = placesOf(copy, '', []).filter(({ pointer: at }) => at !== except);
    if (places.length === 0) break;
    const { parent, key, pointer } = pick(places);
    const value = (parent as Record<string, Json>)[key]!;
    const action = pick(['remove', 'retype', 'alter', 'alter', 'duplicate', 'rename']);
    what.push(`${action} ${pointer}`);
    if (action === 'remove') remove(parent, key);
    else if (action === 'retype')
      set(parent, key, pick<Json>([null, 0, -1.5, true, '', 'x', [], {}, ['x'], { x: 1 }]));
    else if (action === 'alter') set(parent, key, altered(value, pick));
    else if (action === 'duplicate') {
      if (Array.isArray(parent)) parent.push(structuredClone(value));
      else set(parent, `${key}2`, value);
    } else if (!Array.isArray(parent)) {
      remove(parent, key);
      set(parent, key.toUpperCase(), value);
    }
  }
  return { json: copy, what: what.join(', ') };
}

interface Place {
  readonly parent: Json[] | JsonObject;
  readonly key: string;
  readonly pointer: string;
}

function placesOf(value: Json, pointer: string, places: Place[]): Place[] {
  if (typeof value !== 'object' || value === null) return places;
  for (const [key, child] of Object.entries(value)) {
    places.push({ parent: value, key, pointer: `${pointer}/${key}` });
    placesOf(child, `${pointer}/${key}`, places);
  }
  return places;
}

function altered(value: Json, pick: <T>(from: readonly T[]) => T): Json {
  if (typeof value === 'string') {
    const others = [
      '',
      ' ',
      value.toUpperCase(),
      `${value} `,
      value.slice(1),
      `x${value}`,
      'http://',
      'ftp://a',
      'javascript:1',
    ];
    return pick([
      ...others,
      '\u0000',
      '🙂'.repeat(200),
      'a'.repeat(300),
      'a'.repeat(7001),
      '2024-01-01T00:00:00Z',
      '15.0',
    ]);
  }
  if (typeof value === 'number') return pick([0, -1, 0.5, 1e21, value + 1]);
  if (typeof value === 'boolean') return !value;
  return Array.isArray(value) ? [] : {};
}

function remove(parent: Place['parent'], key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

function set(parent: Place['parent'], key: string, value: Json): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else parent[key] = value;
}

/** mulberry32: small, seeded, the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
