import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import { countFindings, countInTurns, mapFindings } from '../../../../src/core/model/counts.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { bareFinding } from '../view/detailsFixture.ts';

const list = (['new', 'new', 'existing', 'fixed', 'pending'] as const).map((change, index): Finding => ({
  ...bareFinding,
  key: `${index}`,
  change,
}));

test('a list is counted as it is, whoever counts it', async () => {
  const expected = { new: 2, existing: 1, pending: 1 };
  assert.deepEqual(countFindings([...list]), expected);
  const other = [...list];
  await countInTurns(other, oneTurn);
  assert.deepEqual(countFindings(other), expected);
});

test('a list with other findings has counts of its own, and leaves those of the first', () => {
  const dismissed = mapFindings(list, (finding) =>
    finding.key === '0' ? { ...finding, state: 'dismissed' } : finding,
  );
  assert.deepEqual(countFindings(dismissed), { new: 1, existing: 1, pending: 1 });
  assert.deepEqual(countFindings([...dismissed]), countFindings(dismissed));
  assert.equal(countFindings(list).new, 2);
});
