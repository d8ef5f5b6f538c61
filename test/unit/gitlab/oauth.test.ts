import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { authorizationRequest } from '../../../src/core/signIn/authorizationRequest.ts';
import { readRedirect } from '../../../src/core/signIn/readRedirect.ts';
import { GitLab } from '../../gitlab/gitLab.ts';
import { connect } from '../../support/run.ts';
import { secrets } from '../editor/signIn/support/office.ts';
import { serve } from './support/transport.ts';

const redirectUri = 'vscode://gitlab-security-findings.gitlab-security-findings/authentication';
const never = new AbortController().signal;

async function makeProvider(t: TestContext) {
  const gitlab = await GitLab.start({ subPath: '/gitlab' });
  t.after(() => gitlab.stop());
  const clientId = gitlab.addApplication({ redirectUris: [redirectUri] });
  const dana = gitlab.addUser('dana');
  gitlab.oauth.atTheBrowser = dana;
  const instance = { url: gitlab.url };
  const lines: string[] = [];
  const connections = connect({ url: gitlab.url, log: (line) => void lines.push(line) });
  const request = await authorizationRequest(instance, { clientId, redirectUri }, secrets);
  const answer = async (url = request.url) => {
    const { headers } = await fetch(url, { redirect: 'manual' });
    return readRedirect(new URL(headers.get('location') ?? '').search, request.state);
  };
  const code = async () => {
    const found = await answer();
    return found.kind === 'code' ? found.code : assert.fail(found.kind);
  };
  return {
    gitlab,
    clientId,
    dana,
    instance,
    lines,
    connections,
    request,
    answer,
    code,
    oauth: await connections.oauth(instance),
  };
}

test('a code becomes a pair that signs in; both of its tokens are exchanged, and revoked', async (t) => {
  const { gitlab, connections, instance, oauth, request, code, lines } = await makeProvider(t);
  const first = await oauth.exchange(request, await code(), 'mine', never);
  assert.equal(first.session, 'mine');
  assert.equal(first.expiresAt, 7_200_000);
  assert.deepEqual(await connections.checkToken(instance, first.accessToken, never), { username: 'dana' });
  const second = await oauth.refresh(first, never);
  assert.equal(second.session, 'mine');
  assert.notEqual(second.accessToken, first.accessToken);
  assert.notEqual(second.refreshToken, first.refreshToken);
  await assert.rejects(oauth.refresh(first, never), { code: 'signInEnded' });
  await assert.rejects(connections.checkToken(instance, first.accessToken, never), { code: 'unauthorized' });
  await oauth.revoke(second, never);
  assert.equal(gitlab.livePairs(), 0);
  for (const line of lines) assert.match(line, /^(?:GET|POST) \/gitlab\/[\w/]+ \d+ \d+ ms$/);
  const forms = gitlab.requests.filter(
    ({ path }) => path.startsWith('/oauth/') && path !== '/oauth/authorize',
  );
  for (const { tokenUsed } of forms) assert.equal(tokenUsed, undefined);
});

test('a code is good once, for who asked for it', async (t) => {
  const { gitlab, oauth, request, code } = await makeProvider(t);
  const used = await code();
  await oauth.exchange(request, used, 'mine', never);
  const others = [
    [request, used],
    [{ ...request, verifier: `${request.verifier}x` }, await code()],
    [{ ...request, redirectUri: `${redirectUri}/else` }, await code()],
    [request, 'not-a-code'],
  ] as const;
  for (const [who, what] of others) {
    await assert.rejects(oauth.exchange(who, what, 'mine', never), { code: 'refused' });
  }
  await assert.rejects(oauth.exchange({ ...request, clientId: 'nobody' }, await code(), 'mine', never), {
    code: 'unauthorized',
  });
  assert.equal(gitlab.livePairs(), 1);
});

test('what the user refuses and what the application may not have comes back as such', async (t) => {
  const { gitlab, answer, request } = await makeProvider(t);
  const wide = await answer(request.url.replace('scope=api', 'scope=api+sudo'));
  assert.equal(wide.kind === 'refused' && wide.error, 'invalid_scope');
  gitlab.oauth.atTheBrowser = 'denied';
  const denied = await answer();
  assert.equal(denied.kind === 'refused' && denied.error, 'access_denied');
});

test('an answer that is lost is not asked for again', async (t) => {
  const { gitlab, oauth, request, code } = await makeProvider(t);
  const pair = await oauth.exchange(request, await code(), 'mine', never);
  for (const fault of [
    { kind: 'cut', when: 'after' },
    { kind: 'status', status: 502 },
  ] as const) {
    gitlab.resetRequests();
    gitlab.fail('POST /oauth/token', fault);
    await assert.rejects(oauth.refresh(pair, never));
    assert.equal(gitlab.requests.length, 1);
  }
});

test('a device asks as often as it may, and learns what the user did', async (t) => {
  const { gitlab, oauth, clientId, dana, connections, instance } = await makeProvider(t);
  gitlab.oauth.deviceInterval = 0.05;
  const grant = await oauth.startDevice(clientId, never);
  assert.equal(grant.page, `${gitlab.url}/oauth/device`);
  assert.equal(grant.pageWithCode, `${grant.page}?user_code=${grant.userCode}`);
  assert.deepEqual([grant.expiresIn, grant.interval], [300_000, 50]);
  const ask = async (one = grant) => {
    await sleep(60);
    return oauth.askDevice(one, clientId, 'mine', never);
  };
  assert.deepEqual(await oauth.askDevice(grant, clientId, 'mine', never), { kind: 'slowDown' });
  assert.deepEqual(await ask(), { kind: 'pending' });
  gitlab.enterUserCode(grant.userCode, dana);
  const answer = await ask();
  const pair = answer.kind === 'granted' ? answer.credentials : assert.fail(answer.kind);
  assert.deepEqual(await connections.checkToken(instance, pair.accessToken, never), { username: 'dana' });
  assert.equal((await oauth.refresh(pair, never)).session, 'mine');
  assert.deepEqual(await ask(), { kind: 'expired' }, 'a code is good once');
  const refused = await oauth.startDevice(clientId, never);
  gitlab.enterUserCode(refused.userCode, 'denied');
  assert.deepEqual(await ask(refused), { kind: 'denied' });
  await assert.rejects(oauth.startDevice('nobody', never), { code: 'unauthorized' });
});

test('a server that answers anything else gives no tokens, and its page is not opened', async (t) => {
  const body = { text: '' };
  const url = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body.text);
  });
  const oauth = await connect({ url }).oauth({ url });
  const request = await authorizationRequest({ url }, { clientId: 'c', redirectUri }, secrets);
  const device = { device_code: 'd', user_code: 'u', verification_uri: `${url}/oauth/device` };
  for (const value of ['', '[]', 'null', '{}', '{"access_token":7}', '{"access_token":""}', '<html>']) {
    body.text = value;
    await assert.rejects(oauth.exchange(request, 'code', 'mine', never), { code: 'unexpectedAnswer' });
    await assert.rejects(oauth.startDevice('c', never), { code: 'unexpectedAnswer' });
  }
  for (const page of ['https://elsewhere.example/', 'javascript:alert(1)', 'command:x', '']) {
    body.text = JSON.stringify({ ...device, verification_uri: page });
    await assert.rejects(oauth.startDevice('c', never), { code: 'unexpectedAnswer' });
    body.text = JSON.stringify({ ...device, verification_uri_complete: page });
    assert.equal((await oauth.startDevice('c', never)).pageWithCode, undefined);
  }
  body.text = JSON.stringify({ ...device, expires_in: 'soon', interval: -1 });
  const grant = await oauth.startDevice('c', never);
  assert.deepEqual([grant.expiresIn, grant.interval], [300_000, 5000]);
  body.text = '{"access_token":"a","expires_in":null}';
  assert.equal((await oauth.exchange(request, 'code', 'mine', never)).expiresAt, 7_200_000);
});

test('a form is not sent on to where a server points', async (t) => {
  const seen: string[] = [];
  const elsewhere = await serve(t, (incoming, response) => {
    seen.push(incoming.url ?? '');
    response.end('{}');
  });
  for (const status of [301, 302, 307, 308]) {
    const url = await serve(t, (_, response) => response.writeHead(status, { location: elsewhere }).end());
    const oauth = await connect({ url }).oauth({ url });
    const pair = {
      kind: 'oauth',
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: 0,
      clientId: 'c',
      session: 's',
    } as const;
    await assert.rejects(oauth.refresh(pair, never), { code: 'unexpectedAnswer' });
  }
  assert.deepEqual(seen, []);
});
