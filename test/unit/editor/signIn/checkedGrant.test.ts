import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedGrant } from '../../../../src/editor/signIn/checkedGrant.ts';
import { makeOffice } from './support/office.ts';

test('a pair that is not kept is ended: its check failed, or the user left meanwhile', async (t) => {
  const { gitlab, instance, open, agree } = await makeOffice(t);
  const { accounts, connections } = open();
  const check = async (signal = new AbortController().signal) =>
    checkedGrant(
      instance,
      await agree(),
      { accounts, checkToken: (...asked) => connections.checkToken(...asked) },
      signal,
    );
  const good = await check();
  assert.equal(typeof good === 'string' ? good : good.report.username, 'dana');
  assert.equal(gitlab.livePairs(), 1);

  gitlab.fail('GET /api/v4/user', { kind: 'status', status: 403 }, 9);
  assert.equal(typeof (await check()), 'string');
  assert.equal(gitlab.livePairs(), 1);
  gitlab.recover();

  const stop = new AbortController();
  gitlab.delay('GET /api/v4/user', 100);
  setTimeout(() => stop.abort(), 50);
  assert.equal(typeof (await check(stop.signal)), 'string');
  assert.equal(gitlab.livePairs(), 1);
});
