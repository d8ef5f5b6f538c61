import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requesterOf, secretToken, serve } from './support/transport.ts';

const bearer = `Bearer ${secretToken}`;

test('the token travels as Bearer, to the instance and in no other header', async (t) => {
  const seen: object[] = [];
  const url = await serve(t, (request, response) => {
    seen.push(request.headers);
    response.end('{}');
  });
  await requesterOf(url).ask();
  const [headers] = seen as Record<string, string>[];
  assert.equal(headers?.['authorization'], bearer);
  assert.equal(JSON.stringify(headers).split(secretToken).length, 2);
});

test('without a token nothing is asked', async (t) => {
  let asked = 0;
  const url = await serve(t, (_, response) => {
    asked += 1;
    response.end('{}');
  });
  const signedOut = requesterOf(url, { token: () => Promise.resolve(undefined) });
  await assert.rejects(signedOut.ask(), { code: 'unauthorized' });
  assert.equal(asked, 0);
});

test('a replaced token counts from the next request on', async (t) => {
  const seen: (string | undefined)[] = [];
  const url = await serve(t, (request, response) => {
    seen.push(request.headers.authorization);
    response.end('{}');
  });
  let token = 'one';
  const { ask } = requesterOf(url, { token: () => Promise.resolve(token) });
  await ask();
  token = 'two';
  await ask();
  assert.deepEqual(seen, ['Bearer one', 'Bearer two']);
});

test('a redirect on the instance keeps the credentials, one to another origin gets none', async (t) => {
  const elsewhere: (string | undefined)[] = [];
  const here: (string | undefined)[] = [];
  const store = await serve(t, (request, response) => {
    elsewhere.push(request.headers.authorization, request.headers.accept, request.headers.cookie);
    response.end('"stored"');
  });
  const url = await serve(t, (request, response) => {
    here.push(request.headers.authorization);
    const location = request.url === '/api/v4/thing' ? '/moved' : `${store}/object?signature=1`;
    response.writeHead(302, { location, 'set-cookie': 'session=1' }).end();
  });
  const { bytes } = await requesterOf(url).ask();
  assert.equal(new TextDecoder().decode(bytes), '"stored"');
  assert.deepEqual(here, [bearer, bearer]);
  // What fetch itself puts in `accept` tells nothing.
  assert.deepEqual(elsewhere, [undefined, '*/*', undefined]);
});

test('who was sent away does not come back with credentials', async (t) => {
  const seen: (string | undefined)[] = [];
  let url = '';
  const store = await serve(t, (_, response) => {
    response.writeHead(302, { location: `${url}/api/v4/user` }).end();
  });
  url = await serve(t, (request, response) => {
    seen.push(request.headers.authorization);
    if (request.url === '/api/v4/thing') response.writeHead(302, { location: store }).end();
    else response.end('{}');
  });
  await requesterOf(url).ask();
  assert.deepEqual(seen, [bearer, undefined]);
});

test('another port, scheme or host name is another origin', async () => {
  for (const location of [
    'https://gitlab.example.com:8443/x',
    'https://gitlab.example.com.evil.test/x',
    'https://user@evil.test/x',
    '//evil.test/x',
  ]) {
    const seen: (readonly [string, string | null])[] = [];
    const fake: typeof fetch = (input, init) => {
      const target = new URL(input instanceof Request ? input.url : input);
      seen.push([target.origin, new Headers(init?.headers).get('authorization')]);
      const answer =
        seen.length === 1 ? new Response(null, { status: 302, headers: { location } }) : new Response('{}');
      return Promise.resolve(answer);
    };
    await requesterOf('https://gitlab.example.com', { fetch: fake }).ask();
    assert.deepEqual(
      seen.map(([, authorization]) => authorization),
      [bearer, null],
      location,
    );
  }
});

test('at most five redirects are followed', async (t) => {
  for (const [redirects, isFollowed] of [
    [5, true],
    [6, false],
  ] as const) {
    let requests = 0;
    const url = await serve(t, (_, response) => {
      requests += 1;
      if (requests > redirects) response.end('{}');
      else response.writeHead(302, { location: `/hop/${requests}` }).end();
    });
    const asked = requesterOf(url).ask();
    if (isFollowed) await asked;
    else await assert.rejects(asked, { code: 'unexpectedAnswer' });
    assert.equal(requests, 6, 'and one that ends nowhere is not begun again');
  }
});

test('https never leads to http, nor to anything but the web', async () => {
  for (const location of [
    'http://gitlab.example.com/api/v4/thing',
    'http://127.0.0.1/x',
    'file:///etc/passwd',
    'data:application/json,{}',
    'javascript:1',
  ]) {
    const urls: string[] = [];
    const fake: typeof fetch = (input) => {
      urls.push(String(input instanceof Request ? input.url : input));
      return Promise.resolve(new Response(null, { status: 302, headers: { location } }));
    };
    await assert.rejects(requesterOf('https://gitlab.example.com', { fetch: fake }).ask(), {
      code: 'unexpectedAnswer',
    });
    assert.deepEqual(urls, ['https://gitlab.example.com/api/v4/thing'], location);
  }
});

test('a redirect to what is no address is an unexpected answer, asked for once', async (t) => {
  let requests = 0;
  const url = await serve(t, (_, response) => {
    requests += 1;
    response.writeHead(302, { location: 'http://[::bad' }).end();
  });
  await assert.rejects(requesterOf(url).ask(), { code: 'unexpectedAnswer' });
  assert.equal(requests, 1);
});

test('a redirected POST is refused, and the body goes nowhere else', async (t) => {
  for (const status of [301, 302, 303, 307, 308]) {
    let elsewhere = 0;
    const other = await serve(t, (_, response) => {
      elsewhere += 1;
      response.end('{}');
    });
    const url = await serve(t, (_, response) => {
      response.writeHead(status, { location: other }).end();
    });
    await assert.rejects(requesterOf(url).ask({ method: 'POST', body: { query: 'secret' } }), {
      code: 'unexpectedAnswer',
      status,
    });
    assert.equal(elsewhere, 0);
  }
});
