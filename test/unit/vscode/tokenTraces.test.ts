import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { GitLab } from '../../gitlab/gitLab.ts';
import { newTokenValue } from '../../gitlab/state/token.ts';
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
