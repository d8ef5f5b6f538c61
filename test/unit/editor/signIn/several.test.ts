// Several accounts on one instance.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeAccount } from '../../../../src/editor/signIn/describeAccount.ts';
import { secretsOf } from '../../../../src/editor/signIn/secretsOf.ts';
import { until } from '../../../host/support/until.ts';
import { makeOffice, type Window } from './support/office.ts';

const named = async ({ accounts }: Window) => (await accounts.list()).map(({ username }) => username);

async function choose({ accounts }: Window, username: string): Promise<void> {
  const account = (await accounts.list()).find((one) => one.username === username);
  await accounts.choose(account ?? assert.fail(username));
}

/** Two sign-ins to one instance: dana's that renews itself, and rae's token. */
async function makeTwo(...[t]: Parameters<typeof makeOffice>) {
  const office = await makeOffice(t);
  const { gitlab, instance, open, agree } = office;
  const rae = gitlab.addUser('rae');
  const token = gitlab.addToken(rae);
  const window = open();
  await window.accounts.signIn(instance, await agree(), 'dana');
  await window.accounts.signIn(instance, { kind: 'token', token }, 'rae');
  return { ...office, rae, token, window };
}

test('the account of the last sign-in is used here, and one may choose again; each change is told once', async (t) => {
  const { window } = await makeTwo(t);
  assert.deepEqual(await named(window), ['dana', 'rae']);
  assert.equal(await window.whoAmI(), 'rae');
  assert.equal(window.changes(), 2);
  await choose(window, 'dana');
  assert.equal(await window.whoAmI(), 'dana');
  assert.equal(window.changes(), 3);
  const account = (await window.accounts.used({ url: 'https://elsewhere.example' })) ?? undefined;
  assert.equal(account, undefined);
});

test('a choice is the workspace’s own: in others the first account stays in use', async (t) => {
  const { open, window, instance } = await makeTwo(t);
  const other = open();
  assert.deepEqual(await named(other), ['dana', 'rae']);
  assert.equal(await other.whoAmI(), 'dana');
  await choose(other, 'rae');
  await choose(window, 'dana');
  assert.deepEqual([await window.whoAmI(), await other.whoAmI()], ['dana', 'rae']);
  assert.deepEqual(await window.accounts.instances(), [instance]);
});

test('signing out of one leaves the other, which is used from then on', async (t) => {
  const { gitlab, window, open, computer, instance } = await makeTwo(t);
  const other = open();
  await choose(window, 'dana');
  await window.signOut();
  assert.equal(gitlab.livePairs(), 0);
  assert.deepEqual(await named(window), ['rae']);
  assert.deepEqual([await window.whoAmI(), await other.whoAmI()], ['rae', 'rae']);
  assert.deepEqual([...computer.secrets.keys()], [`gitlabSecurity.token ${instance.url} rae`]);
  await window.signOut();
  assert.deepEqual([...computer.secrets.keys(), ...computer.state.keys()], []);
  await until(async () => assert.equal(await other.accounts.token(instance), undefined));
});

test('each renews itself and ends by itself', async (t) => {
  const { gitlab, window, instance, agree, token, tokenRequests } = await makeTwo(t);
  const sam = gitlab.addUser('sam');
  await window.accounts.signIn(instance, await agree('two', sam), 'sam');
  gitlab.resetRequests();
  for (const pair of gitlab.oauth.pairs) gitlab.expireToken(pair.token.value);
  assert.equal(await window.whoAmI(), 'sam');
  assert.equal(tokenRequests(), 1);
  await choose(window, 'dana');
  assert.equal(await window.whoAmI(), 'dana');
  assert.equal(tokenRequests(), 2);
  for (const pair of gitlab.oauth.pairs.filter((one) => one.token.user === sam)) {
    pair.revoked = true;
    pair.token.revoked = true;
  }
  await choose(window, 'sam');
  await assert.rejects(window.whoAmI(), { code: 'signInEnded' });
  await choose(window, 'rae');
  assert.equal(await window.whoAmI(), 'rae');
  gitlab.revokeToken(token);
  await assert.rejects(window.whoAmI(), { code: 'unauthorized' });
  await choose(window, 'dana');
  assert.equal(await window.whoAmI(), 'dana');
});

test('whoever chooses another account while a request is refused is asked for with that one', async (t) => {
  const { gitlab, window, token } = await makeTwo(t);
  gitlab.revokeToken(token);
  gitlab.delay('GET /api/v4/user', 60);
  const asked = window.whoAmI();
  await sleep(30);
  await choose(window, 'dana');
  assert.equal(await asked, 'dana');
});

test('a new token of the same user takes the place of the one before', async (t) => {
  const { gitlab, window, instance, rae } = await makeTwo(t);
  const fresh = gitlab.addToken(rae);
  await window.accounts.signIn(instance, { kind: 'token', token: fresh }, 'rae');
  assert.deepEqual(await named(window), ['dana', 'rae']);
  assert.equal(await window.accounts.token(instance), fresh);
});

test('an expired token is not used where there is another account, unless one chose it', async (t) => {
  const { gitlab, instance, open, dana } = await makeOffice(t);
  const window = open();
  const expired = { kind: 'token', token: 'old-token', expiresAt: '2020-01-01' } as const;
  await window.accounts.signIn(instance, expired, 'bot_1');
  assert.equal(await window.accounts.token(instance), 'old-token');
  await window.accounts.signIn(instance, { kind: 'token', token: gitlab.addToken(dana) }, 'bot_2');
  const other = open();
  assert.equal(await other.whoAmI(), 'dana');
  await choose(other, 'bot_1');
  assert.equal(await other.accounts.token(instance), 'old-token');
});

test('a sign-in from before accounts had names gets its own, before there is another one', async (t) => {
  const { gitlab, instance, open, computer, dana } = await makeOffice(t);
  const rae = gitlab.addUser('rae');
  const token = gitlab.addToken(dana);
  const before = (secret: string) => {
    computer.state.set('gitlabSecurity.instances', [instance.url]);
    computer.secrets.set(`gitlabSecurity.token ${instance.url}`, secret);
  };
  before(token);
  const window = open();
  assert.equal(await window.whoAmI(), 'dana');
  assert.deepEqual(await named(window), [undefined]);
  await window.accounts.signIn(instance, { kind: 'token', token: gitlab.addToken(rae) }, 'rae');
  assert.deepEqual(await named(window), ['dana', 'rae']);
  assert.equal(await window.whoAmI(), 'rae');
  await choose(window, 'dana');
  assert.equal(await window.accounts.token(instance), token);
  assert.equal(window.changes(), 2);
});

test('one without a name is replaced where it is the same user’s, or nobody’s any more', async (t) => {
  for (const isRevoked of [false, true]) {
    const { gitlab, instance, open, agree, dana } = await makeOffice(t);
    const window = open();
    await window.accounts.signIn(instance, await agree());
    if (isRevoked) for (const pair of gitlab.oauth.pairs) pair.revoked = pair.token.revoked = true;
    const user = isRevoked ? gitlab.addUser('rae') : dana;
    await window.accounts.signIn(instance, await agree('two', user), user.username);
    assert.deepEqual(await named(window), [user.username]);
    assert.equal(await window.whoAmI(), user.username);
    assert.equal(gitlab.livePairs(), 1);
  }
});

test('what a server calls a user is a name only if GitLab would allow it', async (t) => {
  const { instance, open, computer } = await makeOffice(t);
  for (const username of ['', 'two words', 'new\nline', 'ä'.repeat(300)]) {
    const window = open();
    await window.accounts.signIn(instance, { kind: 'token', token: 'some-token' }, username);
    assert.deepEqual([...computer.secrets.keys()], [`gitlabSecurity.token ${instance.url}`]);
    assert.deepEqual(await named(window), [undefined]);
  }
});

test("glab's sign-in stands beside the others, and nobody is signed out on the way to it", async (t) => {
  const { window, instance } = await makeTwo(t);
  const changes = window.changes();
  const seen: Promise<number>[] = [];
  window.accounts.onDidChange(() => seen.push(window.accounts.list().then(({ length }) => length)));
  await window.accounts.useGlab(instance);
  assert.equal(window.changes(), changes + 1);
  assert.deepEqual(await Promise.all(seen), [3]);
  assert.equal((await window.accounts.used(instance))?.source, 'glab');
  await window.signOut();
  assert.equal(window.changes(), changes + 2);
  assert.equal(await window.whoAmI(), 'dana');
});

test('an account whose secret cannot be read is still noted, one that was signed out of is not', async (t) => {
  const { window, instance, computer, open } = await makeTwo(t);
  computer.keyring = 'throws';
  const later = open();
  assert.deepEqual(await later.accounts.instances(), []);
  assert.deepEqual(await later.accounts.noted(), [`${instance.url} dana`, `${instance.url} rae`]);
  computer.keyring = 'works';
  await window.signOut();
  await window.signOut();
  assert.deepEqual(await later.accounts.noted(), []);
});

test('what must not be told is known of all accounts, and nothing is renewed for it', async (t) => {
  const { gitlab, window, instance, token, tokenRequests } = await makeTwo(t);
  for (const pair of gitlab.oauth.pairs) pair.revoked = pair.token.revoked = true;
  gitlab.resetRequests();
  const [pair] = gitlab.oauth.pairs;
  const secrets = await secretsOf(window.accounts, instance);
  assert.deepEqual([...secrets].sort(), [pair?.token.value, pair?.refreshToken, token].sort());
  assert.equal(tokenRequests(), 0);
});

test('an account is described by its user and its way', async (t) => {
  const { window } = await makeTwo(t);
  assert.deepEqual((await window.accounts.list()).map(describeAccount), [
    'dana, signed in with your GitLab account',
    'rae, signed in with a token',
  ]);
});

test('what is kept of one user is told from what is kept of every other, also where nobody knows their names', async (t) => {
  const { gitlab, window, instance, token, dana, open } = await makeTwo(t);
  const inUse = async ({ accounts }: Window) => (await accounts.inUse())[0] ?? assert.fail('nobody');
  const ofRae = await inUse(window);
  await choose(window, 'dana');
  const ofDana = await inUse(window);
  assert.notEqual(ofRae.id, ofDana.id);
  assert.notEqual(ofRae.mark, ofDana.mark);
  for (const pair of gitlab.oauth.pairs) gitlab.expireToken(pair.token.value);
  assert.equal(await window.whoAmI(), 'dana');
  assert.deepEqual(await inUse(window), ofDana, 'a renewed sign-in is the same user');

  await window.signOut();
  await window.signOut();
  const withToken = (value: string) =>
    inUse(open({ environment: { GITLAB_TOKEN: value, GITLAB_HOST: instance.url } }));
  const another = gitlab.addToken(dana);
  const [one, again, other] = [await withToken(token), await withToken(token), await withToken(another)];
  assert.deepEqual(again, one);
  assert.equal(other.id, one.id);
  assert.notEqual(other.mark, one.mark);
  assert.ok(!JSON.stringify([one, other]).includes(token) && !other.mark.includes(another));
});

test('a sign-in whose user has no name here is the same user’s when it is renewed', async (t) => {
  const { gitlab, instance, open, agree } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree());
  const before = await window.accounts.inUse();
  for (const pair of gitlab.oauth.pairs) gitlab.expireToken(pair.token.value);
  assert.equal(await window.whoAmI(), 'dana');
  assert.deepEqual(await window.accounts.inUse(), before);
  await window.accounts.signIn(instance, await agree('two', gitlab.addUser('rae')));
  assert.notDeepEqual(await window.accounts.inUse(), before);
});
