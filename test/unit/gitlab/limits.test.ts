import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { requesterOf, secretToken, serve } from './support/transport.ts';

test('a body over the limit is refused while it streams, whatever length it claims', async (t) => {
  for (const headers of [{}, { 'content-length': '1000000' }]) {
    let sent = 0;
    let closed = false;
    const url = await serve(t, (_, response) => {
      response.writeHead(200, headers);
      response.on('close', () => {
        closed = true;
      });
      const more = () => {
        if (sent >= 1_000_000 || response.destroyed) return;
        sent += 10_000;
        response.write('x'.repeat(10_000), () => setImmediate(more));
      };
      more();
    });
    await assert.rejects(requesterOf(url).ask({ limit: 20_000 }), { code: 'tooLarge' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(closed, true, 'the rest is not fetched');
    assert.ok(sent < 1_000_000);
  }
});

test('the limit counts what comes out of the compression', async (t) => {
  const url = await serve(t, (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)));
  });
  await assert.rejects(requesterOf(url).ask({ limit: 100_000 }), { code: 'tooLarge' });
});

test('a body of exactly the limit is taken, in however many pieces', async (t) => {
  const url = await serve(t, (_, response) => {
    response.write('a'.repeat(400));
    setTimeout(() => response.end('b'.repeat(600)), 5);
  });
  const { bytes } = await requesterOf(url).ask({ limit: 1000 });
  assert.equal(bytes.length, 1000);
  assert.equal(new TextDecoder().decode(bytes), 'a'.repeat(400) + 'b'.repeat(600));
});

test('an endless error page does no harm', async (t) => {
  const url = await serve(t, (_, response) => {
    response.writeHead(404);
    const more = () => {
      if (!response.destroyed) response.write('x'.repeat(60_000), () => setImmediate(more));
    };
    more();
  });
  await assert.rejects(requesterOf(url).ask(), { code: 'notFound' });
});

test('a server that is silent is given up, before and in the middle of its answer, and not asked again', async (t) => {
  for (const begins of [false, true]) {
    let requests = 0;
    const url = await serve(t, (_, response) => {
      requests += 1;
      if (begins) response.write('{');
    });
    await assert.rejects(requesterOf(url, { longestSilence: 30 }).ask(), { code: 'timeout' });
    assert.equal(requests, 1);
  }
});

test('an answer that keeps coming may take its time', async (t) => {
  const url = await serve(t, (_, response) => {
    let pieces = 0;
    const timer = setInterval(() => {
      pieces += 1;
      if (pieces < 8) response.write('x');
      else {
        clearInterval(timer);
        response.end('x');
      }
    }, 20);
  });
  const { bytes } = await requesterOf(url, { longestSilence: 100 }).ask();
  assert.equal(bytes.length, 8);
});

test('an answer that never ends is given up all the same, unless it is a download', async (t) => {
  const url = await serve(t, (_, response) => {
    let pieces = 0;
    const timer = setInterval(() => {
      pieces += 1;
      if (pieces < 20 && !response.destroyed) {
        response.write('x');
        return;
      }
      clearInterval(timer);
      response.end();
    }, 10);
  });
  const { ask } = requesterOf(url, { longestRequest: 80 });
  await assert.rejects(ask(), { code: 'timeout', reason: 'tooLong' });
  await ask({ mayTakeLong: true });
});

test('abort ends the request, and its reason comes out untouched', async (t) => {
  for (const begins of [false, true]) {
    let closed = () => {};
    const wasClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const controller = new AbortController();
    const reason = new Error('overtaken');
    const url = await serve(t, (_, response) => {
      response.on('close', closed);
      if (begins) response.write('{');
      setTimeout(() => controller.abort(reason), 10);
    });
    await assert.rejects(requesterOf(url).ask({}, controller.signal), (error) => error === reason);
    await wasClosed;
  }
});

test('an aborted caller asks nothing, and waits for no retry', async (t) => {
  let requests = 0;
  const url = await serve(t, (_, response) => {
    requests += 1;
    response.writeHead(503).end();
  });
  const reason = new Error('overtaken');
  await assert.rejects(requesterOf(url).ask({}, AbortSignal.abort(reason)), (error) => error === reason);
  assert.equal(requests, 0);
  const controller = new AbortController();
  const { ask } = requesterOf(url, {
    wait: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        controller.abort(reason);
      }),
  });
  await assert.rejects(ask({}, controller.signal), (error) => error === reason);
  assert.equal(requests, 1);
});

test('a host that cannot be reached is named with the reason', async (t) => {
  const url = await serve(t, () => {});
  const { port } = new URL(url);
  // Port 9 is discard; nothing listens there.
  const { ask, waits } = requesterOf(`http://127.0.0.1:${port === '9' ? 10 : 9}`);
  await assert.rejects(ask(), { code: 'unreachable' });
  assert.equal(waits.length, 2);
});

test('the time that renewing a sign-in takes is not the server’s silence', async (t) => {
  const url = await serve(t, (_, response) => response.end('{}'));
  const token = () => new Promise<string>((resolve) => setTimeout(resolve, 120, secretToken));
  assert.equal((await requesterOf(url, { longestSilence: 40, token }).ask()).bytes.length, 2);
});

test('who gives up while a sign-in is renewed sends nothing', async (t) => {
  let requests = 0;
  const url = await serve(t, (_, response) => {
    requests += 1;
    response.end('{}');
  });
  const stop = new AbortController();
  const token = () => {
    stop.abort(new Error('given up'));
    return Promise.resolve(secretToken);
  };
  await assert.rejects(requesterOf(url, { token }).ask({}, stop.signal), /given up/);
  assert.equal(requests, 0);
});
