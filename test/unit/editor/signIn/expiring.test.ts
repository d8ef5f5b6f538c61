import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { expiring } from '../../../../src/editor/signIn/expiring.ts';
import { expiryWords } from '../../../../src/editor/signIn/expiryWords.ts';
import { makeOffice, type Window } from './support/office.ts';

const now = Date.parse('2030-03-03T12:00:00Z');
const expiresAt = new Date('2030-03-06T00:00:00Z');
const logger = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function toldOf({ accounts, connections }: Window, isInUse = true): Promise<readonly string[]> {
  const all = await expiring({
    accounts,
    checkToken: (...asked) => connections.checkToken(...asked),
    isInUse: () => isInUse,
    now: () => now,
    logger,
  });
  return all.map((one) => expiryWords(one).sentence);
}

test('a token of the environment is warned of as well, where it is used', async (t) => {
  const { gitlab, instance, dana, open } = await makeOffice(t);
  const name = new URL(instance.url).host;
  const token = gitlab.addToken(dana, { expiresAt });
  const window = open({ environment: { GITLAB_TOKEN: token, GITLAB_HOST: gitlab.url } });
  gitlab.resetRequests();
  assert.deepEqual(await toldOf(window, false), []);
  assert.deepEqual(gitlab.requests, [], 'of an instance that no repository belongs to nothing is asked');
  assert.deepEqual(await toldOf(window), [
    `The token in GITLAB_TOKEN for ${name} expires on 2030-03-06; set it to a new one and restart VS Code.`,
  ]);
  gitlab.fail('*', { kind: 'cut' }, 99);
  assert.deepEqual(await toldOf(window), []);
  gitlab.recover();
  gitlab.revokeToken(token);
  assert.deepEqual(await toldOf(window), []);
});

test('so are those of a file and of glab', async (t) => {
  const { gitlab, instance, dana, open } = await makeOffice(t);
  const name = new URL(instance.url).host;
  const home = mkdtempSync(join(tmpdir(), 'expiring-'));
  t.after(() => rmSync(home, { recursive: true }));
  const token = gitlab.addToken(dana, { expiresAt });
  const file = join(home, 'token');
  writeFileSync(file, token);
  const mounted = open({ environment: { GITLAB_TOKEN_FILE: file, GITLAB_HOST: gitlab.url } });
  assert.deepEqual(await toldOf(mounted), [
    `The token in the file of GITLAB_TOKEN_FILE for ${name} expires on 2030-03-06; put a new one there.`,
  ]);
  mkdirSync(join(home, '.config', 'glab-cli'), { recursive: true });
  writeFileSync(
    join(home, '.config', 'glab-cli', 'config.yml'),
    `hosts:\n    ${name}:\n        token: ${token}\n        api_protocol: http\n`,
  );
  const window = open({ environment: { HOME: home } });
  await window.accounts.useGlab(instance);
  assert.deepEqual(await toldOf(window), [
    `glab's token for ${name} expires on 2030-03-06; run glab auth login to get a new one.`,
  ]);
});

test('a kept token whose day GitLab did not tell at sign-in is asked about, where it is used', async (t) => {
  const { gitlab, instance, dana, open } = await makeOffice(t);
  const window = open();
  const token = gitlab.addToken(dana, { expiresAt });
  await window.accounts.signIn(instance, { kind: 'token', token }, 'dana');
  assert.deepEqual(await toldOf(window, false), []);
  assert.deepEqual(await toldOf(window), [
    `The token of dana for ${new URL(instance.url).host} expires on 2030-03-06; replace it to keep seeing findings.`,
  ]);
});

test('each account is warned of by its name; one that has expired only while it is used', async (t) => {
  const { gitlab, instance, open } = await makeOffice(t);
  const name = new URL(instance.url).host;
  const window = open({ now: () => now });
  const signIn = (username: string, day: string) =>
    window.accounts.signIn(instance, { kind: 'token', token: `token-${username}`, expiresAt: day }, username);
  await signIn('dana', '2030-03-01');
  const expired = `The token of dana for ${name} expired on 2030-03-01; replace it to keep seeing findings.`;
  assert.deepEqual(await toldOf(window), [expired]);
  await signIn('rae', '2030-03-06');
  await signIn('sam', '2031-01-01');
  gitlab.resetRequests();
  assert.deepEqual(await toldOf(window), [
    `The token of rae for ${name} expires on 2030-03-06; replace it to keep seeing findings.`,
  ]);
  assert.deepEqual(gitlab.requests, []);
});
