import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeAccount } from '../../../../src/editor/signIn/describeAccount.ts';
import { until } from '../../../host/support/until.ts';
import { makeOffice } from './support/office.ts';

const token = { kind: 'token', token: 'some-token', expiresAt: '2030-03-03' } as const;

test('a sign-in is there in every window and after a restart, also in the form before there were others', async (t) => {
  const { instance, open, computer } = await makeOffice(t);
  const [one, two] = [open(), open()];
  assert.equal(await one.accounts.signIn(instance, token), true);
  await until(() => assert.equal(two.changes(), 1));
  for (const window of [one, two, open()]) {
    assert.equal(await window.accounts.token(instance), 'some-token');
    assert.deepEqual(await window.accounts.list(), [
      { id: instance.url, instance, source: 'kept', credentials: token },
    ]);
  }
  computer.secrets.set(`gitlabSecurity.token ${instance.url}`, 'older-token');
  assert.equal(await open().accounts.token(instance), 'older-token');
});

test('signing out leaves nothing, here and in GitLab, in every window', async (t) => {
  const { gitlab, instance, open, computer, agree } = await makeOffice(t);
  const [one, two] = [open(), open()];
  await one.accounts.signIn(instance, await agree());
  gitlab.expireToken((await one.accounts.token(instance)) ?? '');
  assert.equal(await one.whoAmI(), 'dana');
  assert.equal(await two.whoAmI(), 'dana');
  const used = (await one.accounts.used(instance)) ?? assert.fail();
  assert.equal(await one.accounts.tellExpiry(used, '2026-01-01'), false);
  assert.equal(gitlab.livePairs(), 1);
  await two.signOut();
  assert.deepEqual([...computer.secrets.keys(), ...computer.state.keys()], []);
  assert.equal(gitlab.livePairs(), 0);
  for (const { accounts } of [one, two]) {
    await until(async () => assert.equal(await accounts.token(instance), undefined));
    assert.deepEqual(await accounts.list(), []);
  }
});

test('signing out does not wait for a GitLab that is not there', async (t) => {
  const { gitlab, instance, open, computer, agree } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  gitlab.fail('POST /oauth/revoke', { kind: 'cut' }, 9);
  await window.signOut();
  assert.deepEqual([...computer.secrets.keys(), ...computer.state.keys()], []);
});

test('what a locked keyring did not remove is said, and removed at the next chance', async (t) => {
  const { instance, open, computer } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, token, 'dana');
  computer.keyring = 'throws';
  const [account = assert.fail()] = await window.accounts.list();
  assert.equal(await window.accounts.signOut(account), false);
  assert.deepEqual(await window.accounts.list(), []);
  assert.deepEqual([...computer.secrets.values()].length, 1);
  await open().accounts.list();
  await sleep(30);
  computer.keyring = 'works';
  const later = open();
  assert.deepEqual(await later.accounts.list(), []);
  await until(() => assert.deepEqual([...computer.secrets.keys(), ...computer.state.keys()], []));
});

test('what a keyring did not remove is kept where the same user signed in again', async (t) => {
  const { instance, open, computer } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, token, 'dana');
  computer.keyring = 'throws';
  await window.signOut();
  computer.keyring = 'works';
  assert.equal(await window.accounts.signIn(instance, { ...token, token: 'another' }, 'dana'), true);
  const later = open();
  await later.accounts.list();
  await sleep(30);
  assert.equal(await later.accounts.token(instance), 'another');
  assert.equal(await window.signOut(), true);
  assert.deepEqual([...computer.secrets.keys(), ...computer.state.keys()], []);
});

test('another sign-in takes the place of the one before, whose pair is ended', async (t) => {
  const { gitlab, instance, open, agree } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  await window.accounts.signIn(instance, await agree('two'));
  assert.equal(gitlab.livePairs(), 1);
  assert.equal(await window.whoAmI(), 'dana');
  assert.equal(window.changes(), 2);
  await window.accounts.signIn(instance, token);
  assert.equal(gitlab.livePairs(), 0);
});

for (const keyring of ['throws', 'forgets'] as const) {
  test(`a keyring that ${keyring}: signed in for this session, said so, and gone with it`, async (t) => {
    const { gitlab, instance, open, computer, agree } = await makeOffice(t);
    computer.keyring = keyring;
    const window = open();
    assert.equal(await window.accounts.signIn(instance, await agree()), false);
    const [account] = await window.accounts.list();
    assert.ok(account);
    assert.equal(describeAccount(account), 'signed in with your GitLab account, for this session only');
    assert.equal(await window.whoAmI(), 'dana');
    gitlab.expireToken((await window.accounts.token(instance)) ?? '');
    assert.equal(await window.whoAmI(), 'dana', 'renewed in this window alone');
    await sleep(30);
    assert.equal(await window.whoAmI(), 'dana');
    assert.deepEqual(await open().accounts.list(), []);
    await window.signOut();
    assert.deepEqual(await window.accounts.list(), []);
    assert.equal(gitlab.livePairs(), 0);
  });

  test(`a keyring that ${keyring} from some time on: whoever is signed in stays so until the window closes`, async (t) => {
    const { gitlab, instance, open, computer, agree } = await makeOffice(t);
    const window = open();
    await window.accounts.signIn(instance, await agree());
    await sleep(30);
    computer.keyring = keyring;
    assert.equal(await window.whoAmI(), 'dana');
    assert.deepEqual(
      (await window.accounts.list()).map(({ source }) => source),
      ['this session only'],
    );
    gitlab.expireToken((await window.accounts.token(instance)) ?? '');
    assert.equal(await window.whoAmI(), 'dana');
  });
}

test('that a token is about to expire is told once a day and account', async (t) => {
  const { instance, open } = await makeOffice(t);
  const account = { id: `${instance.url} dana`, instance, source: 'kept' } as const;
  const other = { ...account, id: instance.url };
  const told = [open().accounts, open().accounts];
  assert.equal(await told[0]?.tellExpiry(account, '2026-01-01'), false);
  assert.equal(await told[1]?.tellExpiry(account, '2026-01-01'), true);
  assert.equal(await told[1]?.tellExpiry(other, '2026-01-01'), false);
  assert.equal(await told[0]?.tellExpiry(account, '2026-01-02'), false);
  assert.equal(await told[1]?.tellExpiry(other, '2026-01-01'), true);
});
