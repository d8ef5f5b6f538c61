import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { listen } from '../../../gitlab/http/listen.ts';
import { serve } from '../../gitlab/support/transport.ts';
import { over } from './support/bench.ts';

test('gzip, deflate and br come back as what they were', async (t) => {
  const text = JSON.stringify({ text: 'security '.repeat(100) });
  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['deflate, gzip', (body: string) => gzipSync(deflateSync(body))],
    ['identity', (body: string) => Buffer.from(body)],
  ] as const) {
    const url = await serve(t, (request, response) => {
      assert.equal(request.headers['accept-encoding'], 'gzip, deflate, br');
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(text));
    });
    const { bytes } = await over(url).ask();
    assert.equal(new TextDecoder().decode(bytes), text, encoding);
  }
});

test('what does not come to anything is counted as it arrives, and its socket is ended', async (t) => {
  let sent = 0;
  let isClosed = false;
  // Stored blocks without content (RFC 1951, 3.2.4): the decoder gives out nothing, ever.
  const nothing = Buffer.alloc(50_000, Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]));
  const url = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-encoding': 'deflate' });
    response.on('close', () => (isClosed = true));
    response.write(Buffer.from([0x78, 0x9c]));
    const more = () => {
      if (response.destroyed || sent > 50_000_000) return;
      sent += nothing.length;
      response.write(nothing, () => setImmediate(more));
    };
    more();
  });
  await assert.rejects(over(url).ask({ limit: 100_000 }), { code: 'tooLarge' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(isClosed, true);
  assert.ok(sent < 10_000_000, String(sent));
});

test('a damaged compression is an unexpected answer, asked for once', async (t) => {
  let asked = 0;
  const url = await serve(t, (_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is no gzip at all');
  });
  await assert.rejects(over(url).ask(), { code: 'unexpectedAnswer', detail: 'damaged data' });
  assert.equal(asked, 1);
});

test('who accepts no connection in time is given up', async (t) => {
  // Takes the connection, and never shakes hands.
  const server = createTcpServer(() => {});
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const { ask, waits } = over(`https://127.0.0.1:${port}`, {}, 60);
  await assert.rejects(ask(), { code: 'timeout', reason: 'connectTimeout' });
  assert.deepEqual(waits, []);
});

test('a slow answer is not taken for a slow connection', async (t) => {
  const url = await serve(t, (_, response) => setTimeout(() => response.end('{}'), 150));
  await over(url, {}, 50).ask();
});

test('a name that nobody knows, and a port where nobody listens', async () => {
  for (const [url, reason] of [
    ['https://gitlab.invalid', 'unknownHost'],
    ['http://127.0.0.1:9', 'connectionRefused'],
  ] as const) {
    await assert.rejects(over(url).ask(), { code: 'unreachable', reason });
  }
});

test('IPv6 addresses and sub-paths are kept', async (t) => {
  const paths: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url, request.headers.host);
    response.end('{}');
  });
  try {
    server.listen(0, '::1');
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  } catch {
    t.skip('this computer has no IPv6');
    return;
  }
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  await over(`http://[::1]:${port}/gitlab`).ask({ path: '/api/v4/thing?a=%2F' });
  assert.deepEqual(paths, ['/gitlab/api/v4/thing?a=%2F', `[::1]:${port}`]);
});

test('one connection serves requests that follow each other', async (t) => {
  let connections = 0;
  const server = createServer((_, response) => response.end('{}')).on('connection', () => (connections += 1));
  const port = await listen(server);
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { ask } = over(`http://127.0.0.1:${port}`);
  for (let turn = 0; turn < 5; turn++) await ask();
  assert.equal(connections, 1);
});

test('names and passwords of a redirect are not sent along', async (t) => {
  const seen: (string | undefined)[] = [];
  const store = await serve(t, (request, response) => {
    seen.push(request.headers.authorization);
    response.end('{}');
  });
  const url = await serve(t, (_, response) => {
    response.writeHead(302, { location: store.replace('//', '//dana:secret@') }).end();
  });
  await over(url).ask();
  assert.deepEqual(seen, [undefined]);
});
