import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunMemory, type MemoryOfRun } from '../../../../src/core/sync/runMemory.ts';

/** What a run had to load out of what it asked for. */
async function loads(run: MemoryOfRun, ...keys: readonly string[]): Promise<readonly string[]> {
  const loaded: string[] = [];
  for (const key of keys) {
    const value = await run.get(key, () => {
      loaded.push(key);
      return Promise.resolve(`value of ${key}`);
    });
    assert.equal(value, `value of ${key}`);
  }
  return loaded;
}

test('what a run loaded, the next one has', async () => {
  const memory = new RunMemory();
  const first = memory.begin();
  assert.deepEqual(await loads(first, 'a', 'b'), ['a', 'b']);
  first.settle();
  const second = memory.begin();
  assert.deepEqual(await loads(second, 'a', 'b', 'a'), []);
});

test('what a run did not use is forgotten at its end, so memory does not grow', async () => {
  const memory = new RunMemory();
  for (const keys of [['a', 'b'], ['b', 'c'], ['c']]) {
    const run = memory.begin();
    await loads(run, ...keys);
    run.settle();
  }
  assert.deepEqual(await loads(memory.begin(), 'a', 'b', 'c'), ['a', 'b']);
});

test('what fails is asked for again', async () => {
  const memory = new RunMemory();
  const run = memory.begin();
  await assert.rejects(run.get('a', () => Promise.reject(new Error('no'))));
  run.settle();
  assert.deepEqual(await loads(memory.begin(), 'a'), ['a']);
});

test('a run that is overtaken, or fails, takes nothing away, and what it loaded is not lost', async () => {
  const memory = new RunMemory();
  const first = memory.begin();
  await loads(first, 'a', 'b');
  first.settle();
  const overtaken = memory.begin();
  await loads(overtaken, 'a', 'new');
  const last = memory.begin();
  assert.deepEqual(await loads(last, 'a', 'b', 'new'), []);
  last.settle();
});

test('what an overtaken run loads too late is gone at the end of the run after it', async () => {
  const memory = new RunMemory();
  const overtaken = memory.begin();
  const first = memory.begin();
  await loads(first, 'a');
  first.settle();
  await loads(overtaken, 'late');
  const second = memory.begin();
  await loads(second, 'a');
  second.settle();
  assert.deepEqual(await loads(memory.begin(), 'a', 'late'), ['late']);
});

test('undefined is a value too, and what is forgotten is loaded again', async () => {
  const memory = new RunMemory();
  const run = memory.begin();
  let asked = 0;
  const ask = () =>
    run.get('a', () => {
      asked += 1;
      return Promise.resolve(undefined);
    });
  await ask();
  await ask();
  assert.equal(asked, 1);
  assert.equal(run.has('a'), true);
  run.forget('a');
  assert.equal(run.has('a'), false);
  await ask();
  assert.equal(asked, 2);
});

test('two parts of a run that want the same load it once; what fails for both is asked for again', async () => {
  const run = new RunMemory().begin();
  let asked = 0;
  const ask = (fails: boolean) =>
    run.get('a', () => {
      asked += 1;
      return fails ? Promise.reject(new Error('no')) : Promise.resolve(asked);
    });
  const failed = await Promise.allSettled([ask(true), ask(true)]);
  assert.deepEqual(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.deepEqual(await Promise.all([ask(false), ask(false)]), [2, 2]);
  assert.equal(asked, 2);
});

test('what is kept stays while runs recall it', () => {
  const memory = new RunMemory();
  const first = memory.begin();
  first.keep('a', 1);
  first.settle();
  const second = memory.begin();
  assert.equal(second.recall('a'), 1);
  second.settle();
  memory.begin().settle();
  assert.equal(memory.begin().recall('a'), undefined);
});

test('after an account was exchanged nothing is known, and a run of before tells those after it nothing', () => {
  const memory = new RunMemory();
  const before = memory.begin();
  before.keep('a', 1);
  memory.clear();
  before.keep('b', 2);
  const after = memory.begin();
  assert.deepEqual([after.has('a'), after.has('b')], [false, false]);
  assert.equal(before.recall('a'), 1);
});
