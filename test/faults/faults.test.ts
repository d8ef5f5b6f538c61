import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from '../../bench/placement/random.ts';
import { playRefreshes } from './playRefreshes.ts';
import { playReads } from './playReads.ts';
import { refreshScenes } from './refreshScenes.ts';
import { makeLibrary, soleReads } from './soleReads.ts';

/** The same order and the same victims every time; `npm run test:faults` has others. */
const seed = 20260303;

for (const [index, scene] of refreshScenes.entries()) {
  test(`${scene.name}: every fault is named, and healed by the next refresh`, async (t) => {
    const { cases, flaws } = await playRefreshes(scene, t, randomFrom(seed + index));
    t.diagnostic(`${cases} faults`);
    if (flaws.length > 0) assert.fail(flaws.join('\n'));
  });
}

test('every other read: every fault is named, and the next try works', async (t) => {
  const library = await makeLibrary(t);
  for (const [index, read] of soleReads.entries()) {
    await t.test(read.name, async (own) => {
      const { cases, flaws } = await playReads(read, library, own, randomFrom(seed - index));
      own.diagnostic(`${cases} faults`);
      if (flaws.length > 0) assert.fail(flaws.join('\n'));
    });
  }
});
