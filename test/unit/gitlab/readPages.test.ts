import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingsPage } from '../../../src/core/sync/ports.ts';
import { readPages } from '../../../src/gitlab/readPages.ts';

/** A GitLab whose cursors lead where a test wants; it gives up where nobody stops asking. */
function led(nextOf: (cursor: string | undefined) => string | undefined) {
  const asked: (string | undefined)[] = [];
  const failures: unknown[] = [];
  const readPage = (cursor: string | undefined): Promise<FindingsPage> => {
    asked.push(cursor);
    if (asked.length > 5000) throw new Error('it never ends');
    const next = nextOf(cursor);
    return Promise.resolve({ findings: [], ...(next !== undefined && { next }) });
  };
  const read = (after?: string) => readPages(readPage, after, undefined, (error) => failures.push(error));
  return { asked, failures, read };
}

test('cursors that lead round in a circle are followed once', async () => {
  for (const [circle, requests] of [
    [['A'], 2],
    [['A', 'B'], 3],
    [['A', 'B', 'C'], 4],
  ] as const) {
    const { asked, failures, read } = led(
      (cursor) => circle[(circle.indexOf(cursor as 'A') + 1) % circle.length],
    );
    await read();
    assert.deepEqual([asked.length, failures], [requests, []], circle.join());
  }
});

test('a list that never ends is left, and that pages are missing is told', async () => {
  let page = 0;
  const { asked, failures, read } = led(() => `another ${++page}`);
  await read();
  assert.equal(asked.length, 1001);
  assert.deepEqual(
    failures.map((failure) => (failure as { code?: string }).code),
    ['tooLarge'],
  );
});
