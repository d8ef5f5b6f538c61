import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../../support/run.ts';
import { requesterOf, secretToken, serve, signInTo } from './support/transport.ts';

const text = ({ bytes }: { readonly bytes: Uint8Array }) => new TextDecoder().decode(bytes);

test('what is asked again and again comes whole once, then only if it changed', async (t) => {
  const asked: (string | undefined)[] = [];
  let version = 1;
  const url = await serve(t, (request, response) => {
    const tag = request.headers['if-none-match'];
    asked.push(tag);
    const own = `W/"${version}"`;
    const headers = { etag: own, 'content-type': 'application/json' };
    if (tag === own) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(JSON.stringify({ version }));
  });
  const { ask } = requesterOf(url);
  const again = () => ask({ isRepeated: true });
  assert.equal(text(await again()), '{"version":1}');
  const second = await again();
  assert.deepEqual([text(second), second.contentType], ['{"version":1}', 'application/json']);
  version = 2;
  assert.equal(text(await again()), '{"version":2}');
  assert.equal(text(await again()), '{"version":2}');
  assert.deepEqual(asked, [undefined, 'W/"1"', 'W/"1"', 'W/"2"']);
  await ask();
  assert.equal(asked.at(-1), undefined, 'only where it was asked for');
});

test('half an answer, one of another origin and one without a validator are not kept', async (t) => {
  const seen: (string | undefined)[] = [];
  const store = await serve(t, (request, response) => {
    seen.push(request.headers['if-none-match']);
    response.writeHead(200, { etag: '"store"' }).end('{}');
  });
  const url = await serve(t, (request, response) => {
    seen.push(request.headers['if-none-match']);
    if (request.url === '/stored') response.writeHead(302, { location: store }).end();
    else if (request.url === '/half') response.writeHead(200, { etag: '"1"' }).end('{"half":');
    else response.end('{}');
  });
  const { ask } = requesterOf(url);
  for (const path of ['/stored', '/half', '/plain']) {
    for (let times = 0; times < 2; times++) await ask({ path, isRepeated: true });
  }
  assert.ok(seen.every((tag) => tag === undefined));
});

test('a 304 that nobody asked for is an unexpected answer', async (t) => {
  const url = await serve(t, (_, response) => response.writeHead(304).end());
  await assert.rejects(requesterOf(url).ask({ isRepeated: true }), { code: 'unexpectedAnswer' });
});

test('a discussion comes only if it changed, and whole to whoever signs in anew', async (t) => {
  const statuses: number[] = [];
  const url = await serve(t, (request, response) => {
    const isKnown = request.headers['if-none-match'] === '"1"';
    statuses.push(isKnown ? 304 : 200);
    const note = { id: 1, created_at: '2026-01-01T00:00:00Z', author: { username: 'dana' } };
    response.writeHead(isKnown ? 304 : 200, { etag: '"1"', 'content-type': 'application/json' });
    response.end(isKnown ? '' : JSON.stringify({ id: 'one', notes: [note] }));
  });
  signInTo(url);
  const connections = connect({ url, token: secretToken });
  const mergeRequest = { projectPath: 'acme/api', iid: '1', webUrl: `${url}/acme/api/-/merge_requests/1` };
  const read = async () =>
    (await connections.changes({ url })).discussions.read(mergeRequest, 'one', new AbortController().signal);
  const first = await read();
  assert.equal(first?.discussionId, 'one');
  assert.deepEqual(await read(), first);
  connections.reset();
  assert.deepEqual(await read(), first);
  assert.deepEqual(statuses, [200, 304, 200]);
});

test('who is signed out is told so by the first request for a change, which is not sent', async (t) => {
  let requests = 0;
  const url = await serve(t, (_, response) => {
    requests += 1;
    response.end('{}');
  });
  const { discussions } = await connect({ url }).changes({ url });
  const mergeRequest = { projectPath: 'acme/api', iid: '1', webUrl: url };
  const asked = discussions.read(mergeRequest, 'one', new AbortController().signal);
  await assert.rejects(asked, { code: 'unauthorized' });
  assert.equal(requests, 0);
});
