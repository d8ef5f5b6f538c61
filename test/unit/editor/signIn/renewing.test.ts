import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../../host/support/until.ts';
import { makeOffice } from './support/office.ts';

test('a pair is renewed a minute before it expires, and once after GitLab refused it', async (t) => {
  const { gitlab, instance, open, agree, tokenRequests } = await makeOffice(t);
  let now = Date.now();
  const window = open({ now: () => now });
  await window.accounts.signIn(instance, await agree());
  const first = await window.accounts.token(instance);
  gitlab.resetRequests();
  assert.equal(await window.whoAmI(), 'dana');
  assert.equal(tokenRequests(), 0);
  now += 2 * 60 * 60_000 - 59_000;
  assert.equal(await window.whoAmI(), 'dana');
  const second = await window.accounts.token(instance);
  assert.notEqual(second, first);
  assert.equal(tokenRequests(), 1);
  assert.equal(gitlab.livePairs(), 1);
  gitlab.expireToken(second ?? '');
  assert.equal(await window.whoAmI(), 'dana');
  assert.equal(tokenRequests(), 2);
  const used = gitlab.requests.map(({ tokenUsed }) => tokenUsed);
  assert.equal(used.lastIndexOf(first), 0, 'the old pair is never used again');
  assert.equal(window.changes(), 1, 'a renewed pair is the same sign-in');
});

test('many requests at once renew once, in one window and in several', async (t) => {
  const { gitlab, instance, open, agree, tokenRequests } = await makeOffice(t);
  const windows = [open(), open(), open()];
  await windows[0]?.accounts.signIn(instance, await agree());
  await sleep(30);
  for (let round = 0; round < 5; round++) {
    gitlab.expireToken((await windows[round % 3]?.accounts.token(instance)) ?? '');
    gitlab.resetRequests();
    const asked = windows.flatMap(({ whoAmI }) => [whoAmI(), whoAmI(), whoAmI()]);
    assert.deepEqual(await Promise.all(asked), Array(9).fill('dana'));
    assert.equal(tokenRequests(), 1);
    assert.equal(gitlab.livePairs(), 1);
  }
  await until(() =>
    assert.deepEqual(
      windows.map(({ changes }) => changes()),
      [1, 1, 1],
    ),
  );
});

test('a window whose refresh comes second takes what the first one was given', async (t) => {
  const { gitlab, instance, open, agree, computer, tokenRequests } = await makeOffice(t);
  const [one, two] = [open(), open()];
  await one.accounts.signIn(instance, await agree());
  await sleep(30);
  gitlab.expireToken((await one.accounts.token(instance)) ?? '');
  gitlab.resetRequests();
  // The first one's answer is slow, and its lock gets lost: the second one asks as well.
  gitlab.delay('POST /oauth/token', 200);
  const first = one.whoAmI();
  while (tokenRequests() === 0) await sleep(5);
  computer.secrets.delete(`gitlabSecurity.renewal ${instance.url}`);
  assert.deepEqual(await Promise.all([first, two.whoAmI()]), ['dana', 'dana']);
  assert.equal(tokenRequests(), 2);
  assert.equal(gitlab.livePairs(), 1);
});

test('a window that died while it renewed keeps the others out for no longer than a refresh takes', async (t) => {
  const { gitlab, instance, open, agree, computer } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  gitlab.expireToken((await window.accounts.token(instance)) ?? '');
  const key = `gitlabSecurity.renewal ${instance.url}`;
  const until = (milliseconds: number) =>
    computer.secrets.set(key, JSON.stringify({ owner: 'the dead', until: Date.now() + milliseconds }));
  until(300);
  const started = Date.now();
  assert.equal(await window.whoAmI(), 'dana');
  assert.ok(Date.now() - started >= 290);
  gitlab.expireToken((await window.accounts.token(instance)) ?? '');
  // A clock that was set back.
  until(24 * 60 * 60_000);
  assert.equal(await window.whoAmI(), 'dana');
  for (const nonsense of ['', '{', '{"owner":1}', 'null']) {
    computer.secrets.set(key, nonsense);
    gitlab.expireToken((await window.accounts.token(instance)) ?? '');
    assert.equal(await window.whoAmI(), 'dana');
  }
  assert.equal(computer.secrets.has(key), false);
});

test('the answer of a refresh is lost: told as such, and the next try finds that the sign-in has ended', async (t) => {
  const { gitlab, instance, open, agree, tokenRequests } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  gitlab.expireToken((await window.accounts.token(instance)) ?? '');
  gitlab.resetRequests();
  gitlab.fail('POST /oauth/token', { kind: 'cut', when: 'after' });
  await assert.rejects(window.whoAmI(), { code: 'unreachable' });
  assert.equal(tokenRequests(), 1, 'a refresh is not sent again by itself');
  await assert.rejects(window.whoAmI(), { code: 'signInEnded' });
  assert.equal(tokenRequests(), 2);
  // Nobody asks for what GitLab will not give.
  await assert.rejects(window.whoAmI(), { code: 'signInEnded' });
  assert.equal(tokenRequests(), 2);
  await window.accounts.signIn(instance, await agree('two'));
  assert.equal(await window.whoAmI(), 'dana');
});

test('GitLab cannot be reached to renew: the old token is good for its last minute, and nobody is signed out', async (t) => {
  const { gitlab, instance, open, agree } = await makeOffice(t);
  let now = Date.now();
  const window = open({ now: () => now });
  await window.accounts.signIn(instance, await agree());
  now += 2 * 60 * 60_000 - 30_000;
  gitlab.fail('POST /oauth/token', { kind: 'cut', when: 'before' }, 99);
  assert.equal(await window.whoAmI(), 'dana');
  now += 60_000;
  await assert.rejects(window.whoAmI(), { code: 'unreachable' });
  gitlab.recover();
  assert.equal(await window.whoAmI(), 'dana');
});

test('a pair without a refresh token, and one that was revoked, lead to signing in again', async (t) => {
  const { gitlab, instance, open, agree, tokenRequests } = await makeOffice(t);
  const window = open();
  const { refreshToken: _, ...without } = await agree();
  await window.accounts.signIn(instance, without);
  assert.equal(await window.whoAmI(), 'dana');
  gitlab.expireToken(without.accessToken);
  gitlab.resetRequests();
  await assert.rejects(window.whoAmI(), { code: 'signInEnded' });
  assert.equal(tokenRequests(), 0);
  await window.accounts.signIn(instance, await agree('two'));
  for (const pair of gitlab.oauth.pairs) {
    pair.revoked = true;
    pair.token.revoked = true;
  }
  await assert.rejects(window.whoAmI(), { code: 'signInEnded' });
});

test('who signs out while a pair is renewed stays signed out, and the new pair is ended', async (t) => {
  const { gitlab, instance, open, agree, computer, tokenRequests } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  gitlab.expireToken((await window.accounts.token(instance)) ?? '');
  gitlab.resetRequests();
  gitlab.delay('POST /oauth/token', 100);
  const asked = window.whoAmI();
  while (tokenRequests() === 0) await sleep(5);
  await window.signOut();
  await assert.rejects(asked, { code: 'unauthorized' });
  assert.equal(gitlab.livePairs(), 0);
  assert.deepEqual([...computer.secrets.keys(), ...computer.state.keys()], []);
});

test('no token is ever logged', async (t) => {
  const { gitlab, instance, open, agree, logged } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  gitlab.expireToken((await window.accounts.token(instance)) ?? '');
  assert.equal(await window.whoAmI(), 'dana');
  await window.signOut();
  const secret = gitlab.oauth.pairs.flatMap(({ token, refreshToken }) => [token.value, refreshToken]);
  assert.ok(secret.length >= 4);
  for (const line of logged) for (const one of secret) assert.ok(!line.includes(one), line);
  assert.ok(logged.some((line) => line.startsWith('POST /oauth/token 200')));
});

test('only GitLab’s own word ends a sign-in: whatever else refuses to renew it is tried again', async (t) => {
  const { gitlab, instance, open, agree } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  gitlab.expireToken((await window.accounts.token(instance)) ?? '');
  const faults = [
    { status: 400, body: { error: 'invalid_request' } },
    { status: 400, body: 'Bad Request' },
    { status: 401, body: '<html>Sign in to the network</html>' },
    { status: 401, body: { message: '401 Unauthorized' } },
    { status: 403, body: { error: 'access_denied' } },
    { status: 422, body: {} },
  ];
  for (const fault of faults) {
    gitlab.fail('POST /oauth/token', { kind: 'status', ...fault });
    await assert.rejects(window.whoAmI(), (error: { readonly code?: string }) => {
      return error.code !== 'signInEnded' && error.code !== 'unauthorized';
    });
  }
  assert.equal(await window.whoAmI(), 'dana');
  for (const [index, error] of ['invalid_grant', 'invalid_client', 'unauthorized_client'].entries()) {
    gitlab.expireToken((await window.accounts.token(instance)) ?? '');
    gitlab.fail('POST /oauth/token', { kind: 'status', status: index === 1 ? 401 : 400, body: { error } });
    await assert.rejects(window.whoAmI(), { code: 'signInEnded' });
    await window.accounts.signIn(instance, await agree(error));
  }
});
