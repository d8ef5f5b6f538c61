/** Divides long work into turns, between which everything else on the thread gets its own. */
export interface Turns {
  /** This turn has taken long enough. */
  readonly isOver: boolean;
  /** Ends the turn if it is over; throws where nobody wants the work any more. */
  next(): Promise<void>;
  /** Ends the turn: what comes now may take as long as one. Throws like `next`. */
  pause(): Promise<void>;
}

/** For who has the thread for himself. */
export const oneTurn: Turns = {
  isOver: false,
  next: () => Promise.resolve(),
  pause: () => Promise.resolve(),
};

/** Does something with each item, in their order. */
export async function eachInTurns<Item>(
  items: Iterable<Item>,
  act: (item: Item) => void,
  turns: Turns,
): Promise<void> {
  for (const item of items) {
    if (turns.isOver) await turns.pause();
    act(item);
  }
  await turns.next();
}

/** What each item gives, in their order. */
export async function mapInTurns<Item, Result>(
  items: Iterable<Item>,
  give: (item: Item) => Result,
  turns: Turns,
): Promise<Result[]> {
  const results: Result[] = [];
  await eachInTurns(items, (item) => results.push(give(item)), turns);
  return results;
}

/** So many are sorted in a millisecond. */
const sortedAtOnce = 256;

/** A sorted copy; what is alike stays in its order. */
export async function sortInTurns<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
  turns: Turns,
): Promise<Item[]> {
  let runs: Item[][] = [];
  for (let start = 0; start < items.length; start += sortedAtOnce) {
    if (turns.isOver) await turns.pause();
    runs.push(items.slice(start, start + sortedAtOnce).sort(compare));
  }
  while (runs.length > 1) {
    const joined: Item[][] = [];
    for (let index = 0; index < runs.length; index += 2)
      joined.push(await mergeInTurns(runs[index] ?? [], runs[index + 1] ?? [], compare, turns));
    runs = joined;
  }
  return runs[0] ?? [];
}

async function mergeInTurns<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (a: Item, b: Item) => number,
  turns: Turns,
): Promise<Item[]> {
  const merged: Item[] = [];
  let [one, other] = [0, 0];
  while (one < left.length || other < right.length) {
    const isOther =
      one === left.length || (other < right.length && compare(right[other] as Item, left[one] as Item) < 0);
    merged.push((isOther ? right[other++] : left[one++]) as Item);
    // To ask for the time costs more than to compare.
    if (merged.length % sortedAtOnce === 0 && turns.isOver) await turns.pause();
  }
  return merged;
}
