import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeOffice } from './support/office.ts';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'sign-in-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

test('GITLAB_TOKEN and GITLAB_HOST, or the files that hold them, which may be exchanged', async (t) => {
  const { gitlab, instance, dana, open, logged } = await makeOffice(t);
  const place = folder(t);
  const [tokenFile, hostFile] = [join(place, 'token'), join(place, 'host')];
  const token = gitlab.addToken(dana);
  const plain = open({ environment: { GITLAB_TOKEN: token, GITLAB_HOST: gitlab.url } });
  assert.equal(await plain.whoAmI(), 'dana');
  assert.deepEqual(await plain.accounts.list(), [
    { id: `environment ${gitlab.url}`, instance, source: 'GITLAB_TOKEN' },
  ]);
  const environment = { GITLAB_TOKEN_FILE: tokenFile, GITLAB_HOST_FILE: hostFile, GITLAB_TOKEN: '' };
  const mounted = open({ environment });
  assert.deepEqual(await mounted.accounts.list(), []);
  assert.ok(logged.some((line) => line.includes('GITLAB_TOKEN_FILE names cannot be used')));
  writeFileSync(hostFile, `${gitlab.url}\n`);
  writeFileSync(tokenFile, `${token}\n`);
  assert.equal(await mounted.whoAmI(), 'dana');
  assert.deepEqual(await mounted.accounts.list(), [
    { id: `environment ${gitlab.url}`, instance, source: 'GITLAB_TOKEN_FILE' },
  ]);
  gitlab.revokeToken(token);
  await assert.rejects(mounted.whoAmI(), { code: 'unauthorized' });
  writeFileSync(tokenFile, gitlab.addToken(dana));
  assert.equal(await mounted.whoAmI(), 'dana');
  for (const bad of ['', 'two\nlines', 'x'.repeat(5000), 'a b']) {
    writeFileSync(tokenFile, bad);
    assert.equal(await mounted.accounts.token(instance), undefined);
  }
  assert.deepEqual(await open({ environment: { GITLAB_HOST: gitlab.url } }).accounts.list(), []);
  const elsewhere = await open({ environment: { GITLAB_TOKEN: token } }).accounts.list();
  assert.deepEqual(
    elsewhere.map(({ instance: { url }, source }) => [url, source]),
    [['https://gitlab.com', 'GITLAB_TOKEN']],
  );
});

test('a token file that is exchanged after GitLab refused its token helps at once', async (t) => {
  const { gitlab, dana, open } = await makeOffice(t);
  const file = join(folder(t), 'token');
  const old = gitlab.addToken(dana);
  writeFileSync(file, old);
  const window = open({ environment: { GITLAB_TOKEN_FILE: file, GITLAB_HOST: gitlab.url } });
  gitlab.revokeToken(old);
  gitlab.delay('GET /api/v4/user', 60);
  const asked = window.whoAmI();
  await sleep(30);
  writeFileSync(file, gitlab.addToken(dana));
  assert.equal(await asked, 'dana');
});

test("glab's configuration is used where the user chose it, read anew, and never copied", async (t) => {
  const { gitlab, instance, dana, open, computer, logged } = await makeOffice(t);
  const home = folder(t);
  const config = join(home, '.config', 'glab-cli');
  mkdirSync(config, { recursive: true });
  const write = (token: string) =>
    writeFileSync(
      join(config, 'config.yml'),
      `hosts:\n    ${new URL(gitlab.url).host}:\n        token: ${token}\n        api_protocol: http\n`,
    );
  const token = gitlab.addToken(dana);
  write(token);
  const window = open({ environment: { HOME: home } });
  assert.deepEqual(await window.accounts.list(), [], 'nobody chose it');
  await window.accounts.useGlab(instance);
  assert.equal(await window.whoAmI(), 'dana');
  assert.deepEqual(await window.accounts.list(), [{ id: `glab ${gitlab.url}`, instance, source: 'glab' }]);
  assert.ok(logged.some((line) => line.endsWith("is asked with glab's configuration")));
  assert.deepEqual([...computer.secrets.keys()], []);
  assert.ok(!JSON.stringify([...computer.state]).includes(token));
  gitlab.revokeToken(token);
  await assert.rejects(window.whoAmI(), { code: 'unauthorized' });
  write(gitlab.addToken(dana));
  assert.equal(await window.whoAmI(), 'dana');
  await window.signOut();
  assert.deepEqual([...computer.state.keys()], []);
});

test('what was kept here counts before what the environment names, and several instances stand side by side', async (t) => {
  const { gitlab, instance, dana, open } = await makeOffice(t);
  const rae = gitlab.addUser('rae');
  const environment = { GITLAB_TOKEN: gitlab.addToken(dana), GITLAB_HOST: gitlab.url };
  const window = open({ environment });
  await window.accounts.signIn(instance, { kind: 'token', token: gitlab.addToken(rae) });
  const other = { url: 'https://gitlab.example.com' };
  await window.accounts.signIn(other, { kind: 'token', token: 'another' });
  assert.equal(await window.whoAmI(), 'rae');
  assert.equal(await window.accounts.token(other), 'another');
  assert.deepEqual(
    (await window.accounts.list()).map((account) => [account.instance.url, account.source]),
    [
      [gitlab.url, 'kept'],
      [other.url, 'kept'],
      [gitlab.url, 'GITLAB_TOKEN'],
    ],
  );
  await window.signOut();
  assert.equal(await window.whoAmI(), 'dana');
});
