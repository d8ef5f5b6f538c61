import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneTurn } from '../../../../src/core/base/turns.ts';
import { countFindings, countInTurns, exchangeFindings } from '../../../../src/core/model/counts.ts';
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
  const keys = new Set(['0', '3', 'not in it']);
  const dismissed = exchangeFindings(list, keys, (finding) => ({ ...finding, state: 'dismissed' }));
  assert.deepEqual(
    dismissed.map(({ key, state }) => `${key} ${state}`),
    ['0 dismissed', '1 detected', '2 detected', '3 dismissed', '4 detected'],
  );
  assert.deepEqual(countFindings(dismissed), { new: 1, existing: 1, pending: 1 });
  assert.deepEqual(countFindings([...dismissed]), countFindings(dismissed));
  assert.equal(countFindings(list).new, 2);
});

test('a list in which nothing is another finding is the same list', () => {
  const same = (finding: Finding) => finding;
  assert.equal(exchangeFindings(list, new Set(['0', '1']), same), list);
  assert.equal(
    exchangeFindings(list, new Set(['not in it']), () => assert.fail('not asked for')),
    list,
  );
});
