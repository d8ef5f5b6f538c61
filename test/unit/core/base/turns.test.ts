import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  eachInTurns,
  mapInTurns,
  oneTurn,
  sortInTurns,
  type Turns,
} from '../../../../src/core/base/turns.ts';

/** Turns that are over after so many looks at the clock, and count themselves. */
function countedTurns(looks: number): Turns & { readonly pauses: () => number } {
  let pauses = 0;
  let left = looks;
  const pause = () => {
    pauses += 1;
    left = looks;
    return Promise.resolve();
  };
  return {
    get isOver() {
      left -= 1;
      return left < 0;
    },
    next: () => Promise.resolve(),
    pause,
    pauses: () => pauses,
  };
}

test('long work pauses whenever a turn is over, and goes through all in order', async () => {
  const turns = countedTurns(10);
  const seen: number[] = [];
  await eachInTurns(Array(100).keys(), (each) => seen.push(each), turns);
  assert.deepEqual(seen, [...Array(100).keys()]);
  assert.equal(turns.pauses(), 9);
  assert.deepEqual(await mapInTurns([1, 2, 3], (each) => each * 2, oneTurn), [2, 4, 6]);
});

test('sorting in turns gives what sorting gives, and what is alike stays in its order', async () => {
  const entry = fc.record({ rank: fc.integer({ min: 0, max: 40 }), name: fc.string({ maxLength: 2 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 1200, size: 'max' }), async (entries) => {
      const compare = (a: { rank: number }, b: { rank: number }) => a.rank - b.rank;
      assert.deepEqual(await sortInTurns(entries, compare, oneTurn), [...entries].sort(compare));
    }),
  );
});

test('sorting many pauses on its way, also where everything comes in the wrong order', async () => {
  const turns = countedTurns(1);
  const many = [...Array(5000).keys()];
  assert.deepEqual(await sortInTurns(many.toReversed(), (a, b) => a - b, turns), many);
  assert.ok(turns.pauses() > 20, `${turns.pauses()} pauses`);
});

test('lists of which all of one comes before all of the other are merged in turns as well', async () => {
  const items = [...Array(2560).keys()].map((item) => (item + 1280) % 2560);
  const turns = countedTurns(0);
  const sorted = await sortInTurns(items, (a, b) => a - b, turns);
  assert.deepEqual(sorted, [...Array(2560).keys()]);
  // Ten runs are sorted, then merged in four rounds; each 256 items are a turn, but for the end of a round that is not merged.
  assert.ok(turns.pauses() >= 10 + 3 * 10, `${turns.pauses()}`);
});
