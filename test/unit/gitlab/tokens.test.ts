import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenReport } from '../../../src/core/sync/ports.ts';
import { connect } from '../../support/run.ts';
import { flawless } from './support/reports.ts';
import { makeStage } from './support/stage.ts';

const jobs = [{ name: 'sast', reports: { sast: flawless(['src/a.ts', 1, 'a']) } }];
const never = new AbortController().signal;

for (const tier of ['ultimate', 'ce'] as const) {
  test(`${tier}: an expired, a revoked and a wrong token are refused, and no report is asked for`, async (t) => {
    const stage = await makeStage(t, { tier, version: '19.4.0' }, { base: jobs, head: jobs });
    const { gitlab, developer } = stage;
    const expired = gitlab.addToken(developer);
    gitlab.expireToken(expired);
    const revoked = gitlab.addToken(developer);
    gitlab.revokeToken(revoked);
    for (const token of [expired, revoked, 'glpat-nobody']) {
      gitlab.resetRequests();
      const snapshot = await stage.play(undefined, { token });
      assert.equal(snapshot.kind, 'failed');
      assert.equal(snapshot.failure, 'unauthorized');
      assert.equal(snapshot.instance?.url, gitlab.url);
      assert.ok(gitlab.requests.length <= 2);
      assert.ok(gitlab.requests.every(({ operationNames }) => operationNames.length > 0));
    }
  });

  test(`${tier}: a token without a scope for the API says so`, async (t) => {
    const stage = await makeStage(t, { tier, version: '19.4.0' }, { base: jobs, head: jobs });
    const token = stage.gitlab.addToken(stage.developer, { scopes: ['read_user'] });
    const snapshot = await stage.play(undefined, { token });
    assert.equal(snapshot.kind, 'failed');
    assert.equal(snapshot.failure, 'insufficientScope');
    const readOnly = stage.gitlab.addToken(stage.developer, { scopes: ['read_api'] });
    assert.equal((await stage.play(undefined, { token: readOnly })).kind, 'ready');
  });
}

test('a token that ends between two runs ends the second one', async (t) => {
  const stage = await makeStage(t, { tier: 'ultimate' }, { base: jobs, head: jobs });
  assert.equal((await stage.play()).kind, 'ready');
  stage.gitlab.revokeToken(stage.token);
  const snapshot = await stage.play();
  assert.equal(snapshot.kind === 'failed' && snapshot.failure, 'unauthorized');
});

test('a token is checked before it is kept: user, scopes, last day', async (t) => {
  const { gitlab, developer } = await makeStage(t, {}, { base: [], head: [] });
  const check = (token: string): Promise<TokenReport> =>
    connect({ url: gitlab.url }).checkToken({ url: gitlab.url }, token, never);
  const expiresAt = new Date('2030-03-03T00:00:00Z');
  assert.deepEqual(await check(gitlab.addToken(developer, { scopes: ['read_api'], expiresAt })), {
    username: 'dana',
    scopes: ['read_api'],
    expiresAt: '2030-03-03',
  });
  assert.deepEqual(await check(gitlab.addToken(developer, { scopes: ['api'] })), {
    username: 'dana',
    scopes: ['api'],
  });
  assert.deepEqual(await check(gitlab.addToken(developer, { scopes: ['read_repository'] })), {
    scopes: ['read_repository'],
  });
  await assert.rejects(check('glpat-nobody'), { code: 'unauthorized' });
});

test('an OAuth token, of which GitLab tells no scopes, and a page that names no user', async (t) => {
  const { gitlab, developer } = await makeStage(t, {}, { base: [], head: [] });
  const token = gitlab.addToken(developer);
  const check = () => connect({ url: gitlab.url }).checkToken({ url: gitlab.url }, token, never);
  gitlab.fail('GET /api/v4/personal_access_tokens/self', { kind: 'status', status: 404 }, Infinity);
  assert.deepEqual(await check(), { username: 'dana' });
  for (const body of [{}, { username: 7 }, [], '"text"']) {
    gitlab.recover();
    gitlab.fail('GET /api/v4/user', { kind: 'status', status: 200, body }, Infinity);
    await assert.rejects(check(), { code: 'unexpectedAnswer' });
  }
});
