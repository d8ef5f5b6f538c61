import type { Random } from '../../bench/placement/random.ts';
import { mutate } from '../support/mutateJson.ts';
import { mutateBytes } from './mutateBytes.ts';

/** JSON with a field or two changed, or its text damaged as bytes are, or both. */
export function mutateJsonText(json: unknown, random: Random): Uint8Array {
  const way = random();
  const value = way < 0.75 ? mutate(json, Math.floor(random() * 2 ** 31)).json : json;
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return way < 0.6 ? bytes : mutateBytes(bytes, random);
}
