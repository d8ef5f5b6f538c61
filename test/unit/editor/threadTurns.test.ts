import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapInTurns } from '../../../src/core/base/turns.ts';
import { ThreadTurns } from '../../../src/editor/threadTurns.ts';

const busy = (milliseconds: number) => {
  for (const end = performance.now() + milliseconds; performance.now() < end;);
};

test('after each piece that was too long for a turn everything else gets its own', async () => {
  const turns = new ThreadTurns(new AbortController().signal);
  let others = 0;
  const next = () => {
    others++;
    immediate = setImmediate(next);
  };
  let immediate = setImmediate(next);
  const done = await mapInTurns(
    [1, 2, 3, 4, 5],
    (piece) => {
      busy(5);
      return piece;
    },
    turns,
  );
  await turns.next();
  clearImmediate(immediate);
  assert.deepEqual(done, [1, 2, 3, 4, 5]);
  assert.ok(others >= 5, `${others} turns`);
});

test('pieces that are done in no time do not wait for each other', async () => {
  const turns = new ThreadTurns(new AbortController().signal);
  let others = 0;
  const immediate = setImmediate(() => others++);
  await mapInTurns([1, 2, 3], () => {}, turns);
  await turns.next();
  clearImmediate(immediate);
  assert.equal(others, 0);
});

test('pieces of work that begin one after the other share a turn', async () => {
  let others = 0;
  const next = () => {
    others++;
    immediate = setImmediate(next);
  };
  let immediate = setImmediate(next);
  for (let work = 0; work < 6; work++)
    await mapInTurns([1], () => busy(3), new ThreadTurns(new AbortController().signal));
  clearImmediate(immediate);
  assert.ok(others >= 2, `${others} turns`);
});

test('what was aborted ends at its next turn', async () => {
  const run = new AbortController();
  const turns = new ThreadTurns(run.signal);
  run.abort(new Error('not any more'));
  await assert.rejects(turns.next(), /not any more/);
  await assert.rejects(turns.pause(), /not any more/);
  await assert.rejects(
    mapInTurns([1], () => {}, turns),
    /not any more/,
  );
});
