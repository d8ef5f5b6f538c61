import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { GitLab } from '../../gitlab/gitLab.ts';
import { takeBack } from '../../gitlab/http/everyServer.ts';
import { listen } from '../../gitlab/http/listen.ts';
import { noteToken } from '../../gitlab/http/tokenWatch.ts';
import { newSecret } from '../../gitlab/oauth/oauthState.ts';
import { newTokenValue } from '../../gitlab/state/token.ts';
import { PasswordProxy } from '../../support/network/passwordProxy.ts';
import { watch, watchedLogger } from '../../support/watchedLogger.ts';
import { tokenTraces } from '../../vscode/editor/tokenTraces.ts';

test('a token is found wherever a window may leave it, and nothing else is taken for one', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'traces-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const token = newTokenValue();
  const wide = (text: string) => Buffer.from(text, 'utf8');
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'logs/output.log': `GET /api Bearer ${token} 200`,
    'storage/snapshots/x': Buffer.concat([wide('title\n'), gzipSync(`{"a":"${token}"}`)]),
    'crash/basic': wide(`Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`),
    'crash/whole': wide(Buffer.from(token).toString('base64')),
    'cache/part': token.slice(0, -3),
    'cache/harmless': `glpat-${'x'.repeat(20)} ${newTokenValue()}`,
  };
  mkdirSync(join(folder, 'empty'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  assert.deepEqual(
    [...tokenTraces(folder, [token])].sort(),
    Object.keys(files)
      .filter((name) => name !== 'cache/harmless')
      .sort(),
  );
});

test('a token on its way to another server, or outside of its header, fails the test that lets it', async () => {
  const send = async (act: (one: GitLab, other: GitLab, token: string) => Promise<unknown>) => {
    const [one, other] = [await GitLab.start(), await GitLab.start()];
    const token = one.addToken(one.addUser('dana'));
    await act(one, other, token);
    const faults = await Promise.all([one, other].map((each) => each.stop().then(() => '', String)));
    return faults.map((fault) => /a token [a-z ]+/.exec(fault)?.[0] ?? '');
  };
  const headers = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const outside = 'a token outside of its header';
  assert.deepEqual(await send((one, _, token) => fetch(`${one.url}/api/v4/user`, headers(token))), ['', '']);
  assert.deepEqual(await send((_, other, token) => fetch(`${other.url}/api/v4/user`, headers(token))), [
    '',
    'a token of another server',
  ]);
  assert.deepEqual(await send((one, _, token) => fetch(`${one.url}/x?private_token=${token}`)), [
    outside,
    '',
  ]);
  assert.deepEqual(
    await send((one, _, token) => fetch(`${one.objectStore.origin}/artifacts/x`, headers(token))),
    ['a token of another server', ''],
  );
});

test('every server, proxy and log of a process is watched for every kind of secret', async (t) => {
  const gitlab = await GitLab.start();
  const elsewhere = createServer((_, response) => response.end());
  const url = `http://127.0.0.1:${await listen(elsewhere)}`;
  const secrets = { token: newTokenValue(), refresh: newSecret(), password: newSecret(8) };
  const proxy = await PasswordProxy.start({ user: 'dana', password: secrets.password, hosts: {} });
  t.after(async () => {
    elsewhere.close();
    await Promise.all([gitlab.stop(), proxy.stop()]);
  });
  noteToken(secrets.token, gitlab);
  noteToken(secrets.refresh, gitlab, 'form');
  const basic = `Basic ${Buffer.from(`dana:${secrets.password}`).toString('base64')}`;
  const told = async (act: () => unknown) => {
    await act();
    return takeBack().map((what) => /a (secret|token)[a-z ]+/.exec(what)?.[0].trim());
  };
  const at = (headers: Record<string, string>, path = '/') => fetch(url + path, { headers });

  assert.deepEqual(await told(() => at({ authorization: `Bearer ${newTokenValue()}` })), []);
  assert.deepEqual(await told(() => at({ authorization: `Bearer ${secrets.token}` })), [
    'a token of another server',
  ]);
  assert.deepEqual(await told(() => at({}, `/x?token=${secrets.refresh}`)), [
    'a token outside of its header',
  ]);
  assert.deepEqual(await told(() => at({ 'x-forwarded': basic })), ['a token outside of its header']);
  const proxied = { host: '127.0.0.1', port: proxy.port };
  const viaProxy = (headers: OutgoingHttpHeaders) => () =>
    new Promise((resolve) => get({ ...proxied, headers }, (answer) => answer.resume().on('end', resolve)));
  assert.deepEqual(await told(viaProxy({ 'proxy-authorization': basic })), []);
  assert.ok((await told(viaProxy({ authorization: `Bearer ${secrets.token}` }))).length > 0);
  const log = watchedLogger();
  assert.deepEqual(await told(() => log.debug('GET /api/v4/user 200')), []);
  assert.deepEqual(await told(() => log.debug(`refused ${secrets.refresh}`)), [
    'a secret in a line of the log',
  ]);
  const error = new Error('no', { cause: new Error(`at ${secrets.password}`) });
  assert.deepEqual(await told(() => watch(error, 'an error')), ['a secret in an error']);
});
