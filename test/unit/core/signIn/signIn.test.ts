import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Credentials } from '../../../../src/core/model/credentials.ts';
import { authorizationRequest } from '../../../../src/core/signIn/authorizationRequest.ts';
import { expiryOf, lastDayOf } from '../../../../src/core/signIn/expiryOf.ts';
import { readPasted, readRedirect } from '../../../../src/core/signIn/readRedirect.ts';
import { readCredentials, writeCredentials } from '../../../../src/core/signIn/storedCredentials.ts';

const redirectUri = 'vscode://gitlab-security-findings.gitlab-security-findings/authentication';

test('an authorization request is that of RFC 7636, appendix B, for its octets', async () => {
  const octets = [116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186].concat([
    22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
  ]);
  const request = await authorizationRequest(
    { url: 'https://example.com/gitlab' },
    { clientId: 'a b', redirectUri },
    {
      randomBytes: () => Uint8Array.from(octets),
      sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest()),
    },
  );
  assert.equal(request.verifier, 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
  const url = new URL(request.url);
  assert.equal(url.origin + url.pathname, 'https://example.com/gitlab/oauth/authorize');
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    client_id: 'a b',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'api',
    state: request.state,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
});

test('each request has a state and a verifier of its own, as long as RFC 7636 wants it', async () => {
  const secrets = {
    randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)),
    sha256: () => Promise.resolve(new Uint8Array(32)),
  };
  const ask = () => authorizationRequest({ url: 'https://g' }, { clientId: 'c', redirectUri }, secrets);
  const [one, two] = [await ask(), await ask()];
  assert.notEqual(one.state, two.state);
  assert.notEqual(one.verifier, two.verifier);
  for (const { state, verifier } of [one, two]) {
    assert.match(verifier, /^[\w.~-]{43,128}$/);
    assert.match(state, /^[\w-]{32}$/);
  }
});

test('an answer counts for its own question only', () => {
  assert.deepEqual(readRedirect('code=abc&state=mine', 'mine'), { kind: 'code', code: 'abc' });
  for (const query of ['code=abc&state=other', 'code=abc', 'error=access_denied&state=', 'code=abc&state=']) {
    assert.deepEqual(readRedirect(query, 'mine'), { kind: 'foreign' }, query);
  }
  assert.deepEqual(readRedirect('error=access_denied&error_description=No+thanks&state=mine', 'mine'), {
    kind: 'refused',
    error: 'access_denied',
    description: 'No thanks',
  });
  assert.deepEqual(readRedirect('error=x&state=mine', 'mine'), { kind: 'refused', error: 'x' });
  for (const query of ['', 'state=mine', 'code=&state=mine']) {
    assert.deepEqual(readRedirect(query, 'mine'), { kind: 'none' }, query);
  }
});

test('addresses and codes are pasted in any form that browsers show', () => {
  const code = '0123456789abcdef';
  const good = [
    code,
    ` ${code}\n`,
    `${redirectUri}?code=${code}&state=mine`,
    `${redirectUri}?state=mine&code=${code}#top`,
    `?code=${code}&state=mine`,
  ];
  for (const text of good) assert.deepEqual(readPasted(text, 'mine'), { kind: 'code', code }, text);
  assert.deepEqual(readPasted(`${redirectUri}?code=${code}&state=other`, 'mine'), { kind: 'foreign' });
  for (const text of ['', 'short', 'two words here', redirectUri, `${redirectUri}?x=y`, 'x'.repeat(513)]) {
    assert.deepEqual(readPasted(text, 'mine'), { kind: 'none' }, text);
  }
});

test('credentials are read as they were written', () => {
  const all: readonly Credentials[] = [
    { kind: 'token', token: 'abc' },
    { kind: 'token', token: '{', expiresAt: '2030-03-03' },
    { kind: 'oauth', accessToken: 'a', expiresAt: 7, clientId: 'c', session: 's' },
    {
      kind: 'oauth',
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: 7,
      clientId: 'c',
      redirectUri,
      session: 's',
    },
  ];
  for (const one of all) assert.deepEqual(readCredentials(writeCredentials(one)), one);
  assert.deepEqual(readCredentials('abc'), { kind: 'token', token: 'abc' });
});

test('what is not understood is no sign-in', () => {
  const oauth = { kind: 'oauth', accessToken: 'a', clientId: 'c', session: 's' };
  const bad = [
    '',
    '{',
    '{}',
    ...[
      { kind: 'token', token: 'a' },
      { version: 2, kind: 'token', token: 'a' },
      { version: 1, kind: 'token', token: '' },
      { version: 1, kind: 'token', token: 7 },
      { version: 1, ...oauth, session: undefined },
      { version: 1, ...oauth, clientId: '' },
      { version: 1, ...oauth, accessToken: null },
      { version: 1, kind: 'other', accessToken: 'a' },
    ].map((value) => JSON.stringify(value)),
  ];
  for (const text of bad) assert.equal(readCredentials(text), undefined, text);
  const timeless = readCredentials(JSON.stringify({ version: 1, ...oauth, expiresAt: 'soon' }));
  assert.equal(timeless?.kind === 'oauth' && timeless.expiresAt, 0);
});

test('that a token expires is told from a week before', () => {
  const at = (date: string) => Date.parse(date);
  const date = '2030-03-10';
  assert.equal(expiryOf(date, at('2030-03-02T23:59:59Z')), undefined);
  assert.deepEqual(expiryOf(date, at('2030-03-03T00:00:00Z')), { date, isPast: false });
  assert.deepEqual(expiryOf(date, at('2030-03-09T23:59:59Z')), { date, isPast: false });
  assert.deepEqual(expiryOf(date, at('2030-03-10T00:00:00Z')), { date, isPast: true });
  for (const none of [undefined, '', 'never']) assert.equal(expiryOf(none, at('2030-03-10')), undefined);
});

test('only a token has a last day, a pair renews itself', () => {
  const pair = { kind: 'oauth', accessToken: 'a', expiresAt: 1, clientId: 'c', session: 's' } as const;
  assert.equal(lastDayOf({ kind: 'token', token: 'abc', expiresAt: '2030-03-10' }), '2030-03-10');
  assert.equal(lastDayOf({ kind: 'token', token: 'abc' }), undefined);
  assert.equal(lastDayOf(pair), undefined);
  assert.equal(lastDayOf(undefined), undefined);
});
