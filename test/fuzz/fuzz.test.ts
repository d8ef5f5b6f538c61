import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './fuzz.ts';
import { targets } from './targets.ts';

/** The same inputs every time; `npm run fuzz` tries others, and many more. */
const budget = { seed: 20260303, inputs: 3000, milliseconds: 1300 };

for (const target of targets) {
  test(`${target.name} withstand what is made up of them`, async (t) => {
    const tally = await fuzz(target, budget);
    if (!tally) {
      t.skip('what it is made of is not here');
      return;
    }
    t.diagnostic(`${tally.inputs} inputs, the slowest took ${tally.slowestMs} ms`);
    if (tally.notes !== undefined) t.diagnostic(tally.notes);
    assert.deepEqual(tally.crashes, []);
    assert.ok(tally.inputs > 0);
  });
}
