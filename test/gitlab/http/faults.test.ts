import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../support/at.ts';
import { graphql, rest } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

test('faults hit their target, as often as planned and in order', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const path = `/projects/${project.id}`;
  gitlab.fail('GET /api/v4/projects/:id', { kind: 'status', status: 503, headers: { 'retry-after': '1' } });
  gitlab.fail('GET /api/v4/projects/:id', { kind: 'status', status: 429, body: 'Retry later' });
  gitlab.fail('GET /api/v4/version', { kind: 'status', status: 500 }, 2);
  const versions = [];
  for (let index = 0; index < 3; index += 1) versions.push((await rest(gitlab, '/version', token)).status);
  assert.deepEqual(versions, [500, 500, 200]);
  const first = await rest(gitlab, path, token);
  assert.deepEqual([first.status, first.headers.get('retry-after')], [503, '1']);
  assert.equal((await rest(gitlab, '/user', token)).status, 200);
  const second = await rest(gitlab, path, token);
  assert.deepEqual([second.status, second.text], [429, 'Retry later']);
  assert.equal((await rest(gitlab, path, token)).status, 200);
});

test('faults can mean an operation, or everything below a path', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const query = { query: 'query Known { metadata { version } }' };
  gitlab.fail('Known', { kind: 'html' }, Infinity);
  gitlab.fail('GET /api/v4/projects/*', { kind: 'status', status: 500 }, Infinity);
  const page = await graphql(gitlab, [query, { query: '{ metadata { version } }' }], token);
  assert.equal(page.status, 200);
  assert.match(page.text, /<html>/);
  assert.equal((await rest(gitlab, `/projects/${project.id}/pipelines`, token)).status, 500);
  gitlab.recover();
  assert.equal((await rest(gitlab, `/projects/${project.id}/pipelines`, token)).status, 200);
  assert.equal(at((await graphql(gitlab, query, token)).json, 'data.metadata.version'), '18.8.2-ee');
});

test('connections break before and in the middle of an answer', async (t) => {
  const { gitlab, token } = await makeScene(t);
  gitlab.fail('GET /api/v4/user', { kind: 'cut' });
  await assert.rejects(rest(gitlab, '/user', token));
  gitlab.fail('GET /api/v4/user', { kind: 'cut', when: 'middle' });
  const response = await fetch(`${gitlab.url}/api/v4/user`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
});

test('an answer can be late, never come, be half, or be something else', async (t) => {
  const { gitlab, token } = await makeScene(t);
  const user = `${gitlab.url}/api/v4/user`;
  const headers = { authorization: `Bearer ${token}` };
  gitlab.delay('*', 10_000);
  gitlab.delay('GET /api/v4/user', 40);
  const before = performance.now();
  await rest(gitlab, '/user', token);
  const took = performance.now() - before;
  assert.ok(took >= 39 && took < 5_000, `${took} ms`);
  gitlab.recover();
  gitlab.fail('*', { kind: 'hang' });
  await assert.rejects(fetch(user, { headers, signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' });
  gitlab.fail('*', { kind: 'truncated' });
  assert.equal((await rest(gitlab, '/user', token)).json, undefined);
  gitlab.fail('*', { kind: 'contentType', type: 'text/plain' });
  const odd = await rest(gitlab, '/user', token);
  assert.deepEqual([odd.headers.get('content-type'), at(odd.json, 'username')], ['text/plain', 'dana']);
});

test('a rate limit refuses what is too much, and says until when', async (t) => {
  const { gitlab, token } = await makeScene(t);
  gitlab.limitRate(2, 10_000);
  const statuses = [];
  for (let index = 0; index < 3; index += 1) statuses.push((await rest(gitlab, '/user', token)).status);
  assert.deepEqual(statuses, [200, 200, 429]);
  const refused = await rest(gitlab, '/user', token);
  assert.equal(refused.headers.get('ratelimit-remaining'), '0');
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  gitlab.limitRate(0);
  assert.equal((await rest(gitlab, '/user', token)).status, 200);
});
