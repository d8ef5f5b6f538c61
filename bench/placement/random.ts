/** Numbers from 0 up to, not including, 1: the same ones for the same seed (Tommy Ettinger's mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every number below `count` once, in random order, without making a list of them: there may be many millions. */
export function* shuffled(count: number, random: Random): Generator<number> {
  const displaced = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const pick = index + Math.floor(random() * (count - index));
    yield displaced.get(pick) ?? pick;
    displaced.set(pick, displaced.get(index) ?? index);
    displaced.delete(index);
  }
}

/** Up to so many of the values, in random order. */
export function pick<T>(values: readonly T[], most: number, random: Random): readonly T[] {
  const picked: T[] = [];
  for (const index of shuffled(values.length, random)) {
    const value = values[index];
    if (picked.length === most || value === undefined) break;
    picked.push(value);
  }
  return picked;
}
