import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { requesterOf, serve } from './support/transport.ts';

interface Trouble {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cut?: 'before' | 'middle';
}

/** A server in trouble for so many requests, and well afterwards. */
async function troubled(t: TestContext, trouble: Trouble, times = Infinity) {
  const seen = { requests: 0 };
  const url = await serve(t, (_, response) => {
    seen.requests += 1;
    if (seen.requests > times) {
      response.end('{}');
    } else if (trouble.cut === 'before') {
      response.destroy();
    } else if (trouble.cut === 'middle') {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"half":', () => setTimeout(() => response.destroy(), 2));
    } else {
      response.writeHead(trouble.status ?? 200, trouble.headers).end('{}');
    }
  });
  return { url, seen };
}

const passing: readonly (readonly [string, Trouble, code: string])[] = [
  ['429 without Retry-After', { status: 429 }, 'rateLimited'],
  ['429 with seconds', { status: 429, headers: { 'retry-after': '2' } }, 'rateLimited'],
  ['500', { status: 500 }, 'serverError'],
  ['502', { status: 502 }, 'serverError'],
  ['503', { status: 503 }, 'serverError'],
  ['a connection cut before the answer', { cut: 'before' }, 'unreachable'],
  ['a connection cut in the answer', { cut: 'middle' }, 'unreachable'],
];

for (const [name, trouble, code] of passing) {
  test(`${name}: a read is tried three times, a write once`, async (t) => {
    for (const [method, isRead, tries] of [
      ['GET', true, 3],
      ['POST', true, 3],
      ['GET', false, 1],
      ['POST', false, 1],
    ] as const) {
      const { url, seen } = await troubled(t, trouble);
      const body = method === 'POST' ? { body: {} } : {};
      const { ask, waits } = requesterOf(url);
      await assert.rejects(ask({ method, isRead, ...body }), { name: 'GitLabFailure', code });
      assert.equal(seen.requests, tries, `${method} ${isRead}`);
      assert.equal(waits.length, tries - 1);
    }
  });

  test(`${name}: a read succeeds when the trouble is over`, async (t) => {
    for (const times of [1, 2]) {
      const { url, seen } = await troubled(t, trouble, times);
      const { bytes } = await requesterOf(url).ask();
      assert.equal(new TextDecoder().decode(bytes), '{}');
      assert.equal(seen.requests, times + 1);
    }
  });
}

for (const [status, code] of [
  [400, 'refused'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [422, 'refused'],
] as const) {
  test(`${status} is final`, async (t) => {
    const { url, seen } = await troubled(t, { status });
    await assert.rejects(requesterOf(url).ask(), { code, status });
    assert.equal(seen.requests, 1);
  });
}

test('GitLab says how long to wait: seconds, or a date by its own clock', async (t) => {
  const date = 'Tue, 03 Mar 2026 10:00:00 GMT';
  for (const [headers, wait] of [
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Tue, 03 Mar 2026 10:00:04 GMT', date }, 4000],
    [{ 'retry-after': 'Tue, 03 Mar 2026 09:00:00 GMT', date }, 0],
    [{ 'retry-after': 'soon' }, 250],
    [{ 'retry-after': '-3' }, 250],
  ] as const) {
    for (const status of [429, 503]) {
      const { url } = await troubled(t, { status, headers }, 1);
      const { ask, waits } = requesterOf(url);
      await ask();
      assert.deepEqual(waits, [wait], `${status} ${JSON.stringify(headers)}`);
    }
  }
});

test('nobody waits longer than ten seconds: it fails at once and is asked again by the refresher', async (t) => {
  for (const [status, code] of [
    [429, 'rateLimited'],
    [503, 'serverError'],
  ] as const) {
    const { url, seen } = await troubled(t, { status, headers: { 'retry-after': '11' } });
    await assert.rejects(requesterOf(url).ask(), { code, retryAfter: 11_000 });
    assert.equal(seen.requests, 1);
  }
});

test('a date to wait for counts from now where the answer has no date of its own', async (t) => {
  const now = Date.parse('2026-03-03T10:00:00Z');
  const url = await serve(t, (_, response) => {
    response.sendDate = false;
    response.writeHead(429, { 'retry-after': 'Tue, 03 Mar 2026 11:00:00 GMT' }).end('{}');
  });
  const { ask } = requesterOf(url, { now: () => now });
  await assert.rejects(ask(), { code: 'rateLimited', retryAfter: 3_600_000 });
});

test('waits grow, with jitter', async (t) => {
  const { url } = await troubled(t, { status: 503 });
  for (const [random, waits] of [
    [0, [0, 0]],
    [0.5, [250, 500]],
    [0.999_999, [500, 1000]],
  ] as const) {
    const setup = requesterOf(url, { random: () => random });
    await assert.rejects(setup.ask());
    assert.deepEqual(setup.waits, waits);
  }
});

test('at most sixteen requests of one instance are under way, and every one has its turn', async (t) => {
  let running = 0;
  let most = 0;
  const order: string[] = [];
  const url = await serve(t, (request, response) => {
    running += 1;
    most = Math.max(most, running);
    order.push(request.url ?? '');
    setTimeout(() => {
      running -= 1;
      response.end('{}');
    }, 5);
  });
  const { ask } = requesterOf(url);
  await Promise.all(Array.from({ length: 50 }, (_, index) => ask({ path: `/${index}` })));
  assert.equal(most, 16);
  assert.equal(new Set(order).size, 50);
});
