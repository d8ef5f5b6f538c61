const longestCompared = 400;

/** Lines from this on are called versions of one another. */
export const leastLikeness = 0.4;

/** Pairs of neighbouring characters and how often each occurs, indentation aside. */
export type Pairs = ReadonlyMap<string, number>;

export function pairsOf(line: string): Pairs {
  const text = line.trim().slice(0, longestCompared);
  const pairs = new Map<string, number>();
  for (let index = 0; index + 1 < text.length; index++) {
    const pair = text.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** How much two lines have in common, from 0 to 1 (Dice's coefficient of their pairs of characters). */
export function likenessOf(some: Pairs, others: Pairs): number {
  let [common, all] = [0, 0];
  for (const [pair, count] of some) {
    common += Math.min(count, others.get(pair) ?? 0);
    all += count;
  }
  for (const count of others.values()) all += count;
  return all === 0 ? 0 : (2 * common) / all;
}
