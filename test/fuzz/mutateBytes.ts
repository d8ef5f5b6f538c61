import type { Random } from '../../bench/placement/random.ts';

/** What readers stumble over: bombs, signs that mean something, and what looks like the end. */
const dictionary: readonly string[] = [
  '"__proto__":{"polluted":true},',
  '"constructor":{"prototype":{"polluted":true}},',
  '"toString":1,',
  '1e999',
  '-1e-999',
  '9'.repeat(400),
  '['.repeat(5000),
  '{"a":'.repeat(3000),
  '"\\ud800"',
  '\u202e\u2066\u200b\ufeff',
  '\u0000\u001b[31m\u0007',
  'null',
  '\r\n',
  '\n',
  '../../../etc/passwd',
  '/.git/config',
  'command:workbench.action.quit',
  '%2e%2e%2f%00',
  '"',
  '\\',
  ',',
  '}',
  ']',
  'a'.repeat(20_000),
  // A word that nothing in it divides: what looks for an end of it looks long.
  'a'.repeat(1_000_000),
  '🙂'.repeat(2000),
  '\u0130\u017f\u212a',
  '@@ -1,999999999 +1,999999999 @@\n',
  '--- a/x\n+++ b/y\n',
  'rename from a\nrename to b\n',
  'GIT binary patch\nliteral 9\n',
];

/** A copy with up to four bytes, stretches or signs changed, cut, doubled, put in or taken from another place. */
export function mutateBytes(original: Uint8Array, random: Random): Uint8Array {
  let bytes = original;
  for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) bytes = once(bytes, random);
  return bytes;
}

export function mutateText(text: string, random: Random): string {
  return new TextDecoder().decode(mutateBytes(new TextEncoder().encode(text), random));
}

function once(bytes: Uint8Array, random: Random): Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit);
  const at = below(bytes.length + 1);
  // Short stretches matter more than long ones.
  const end = Math.min(bytes.length, at + Math.floor(2 ** (random() * 10)));
  const before = bytes.subarray(0, at);
  switch (below(7)) {
    case 0: {
      const copy = Uint8Array.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = below(256);
      return copy;
    }
    case 1: {
      const copy = Uint8Array.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ (1 << below(8));
      return copy;
    }
    case 2:
      return join(before, bytes.subarray(end));
    case 3:
      return join(bytes.subarray(0, end), bytes.subarray(at));
    case 4:
      return join(before, new TextEncoder().encode(dictionary[below(dictionary.length)]), bytes.subarray(at));
    case 5: {
      const from = below(bytes.length);
      return join(before, bytes.subarray(from, from + (end - at)), bytes.subarray(end));
    }
    default:
      return below(4) === 0 ? bytes.subarray(0, at) : join(before, bytes.subarray(end));
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
