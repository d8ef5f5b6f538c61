import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flawless } from './support/reports.ts';
import { makeStage } from './support/stage.ts';
import { logged, requesterOf, serve } from './support/transport.ts';

const line = /^(?:GET|POST) \/\S+ (?:\d{3}|aborted|timeout|unreachable|tooLarge|unexpectedAnswer) \d+ ms$/;

test('every ending of a request is one line: method, path, outcome, duration', async (t) => {
  const store = await serve(t, (_, response) => response.writeHead(403).end('<Error>SECRET</Error>'));
  const url = await serve(t, (request, response) => {
    switch (request.url?.split('?')[0]) {
      case '/ok':
        response.writeHead(200, { 'x-secret': 'SECRET' }).end('{"body":"SECRET"}');
        break;
      case '/refused':
        response.writeHead(401).end('{"message":"SECRET"}');
        break;
      case '/large':
        response.end('SECRET'.repeat(1000));
        break;
      case '/store':
        response.writeHead(302, { location: `${store}/o?X-Amz-Signature=SECRET` }).end();
        break;
      case '/loop':
        response.writeHead(302, { location: '/loop' }).end();
        break;
      case '/cut':
        response.destroy();
        break;
      case undefined:
      default:
    }
  });
  const { ask } = requesterOf(url);
  const impatient = requesterOf(url, { longestSilence: 30 });
  logged.length = 0;
  const asked = [
    ask({ path: '/ok?query=SECRET' }),
    ask({ path: '/refused', method: 'POST', body: { query: 'SECRET' } }),
    ask({ path: '/large' }),
    ask({ path: '/store' }),
    ask({ path: '/loop' }),
    ask({ path: '/cut', isRead: false }),
  ];
  await Promise.allSettled(asked);
  const aborted = new AbortController();
  setTimeout(() => aborted.abort(), 5);
  await Promise.allSettled([impatient.ask({ path: '/silent' }), ask({ path: '/silent' }, aborted.signal)]);
  assert.deepEqual(logged.map((one) => one.replace(/\d+ ms$/, '- ms')).sort(), [
    'GET /cut unreachable - ms',
    'GET /large tooLarge - ms',
    'GET /loop 302 - ms',
    'GET /ok 200 - ms',
    'GET /silent aborted - ms',
    'GET /silent timeout - ms',
    'GET /store 403 - ms',
    'POST /refused 401 - ms',
  ]);
  for (const one of logged) {
    assert.match(one, line);
    assert.doesNotMatch(one, /SECRET/);
  }
});

test('whole runs, well and unwell, log neither token nor findings nor what servers say', async (t) => {
  const lines: string[] = [];
  const reports = { sast: flawless(['src/new.ts', 1, 'CONFIDENTIAL']) };
  const broken = { name: 'broken', reports: { sast: '{"vulnerabilities": "CONFIDENTIAL' } };
  const jobs = { base: [], head: [{ name: 'semgrep-sast', reports }, broken] };
  for (const tier of ['ultimate', 'ce'] as const) {
    const settings = { tier, version: '19.4.0', objectStore: true };
    const stage = await makeStage(t, settings, jobs, (one) => void lines.push(one));
    const snapshot = await stage.play();
    assert.equal(snapshot.kind === 'ready' && snapshot.findings[0]?.title, 'Rule CONFIDENTIAL');
    for (const status of [401, 403, 500]) {
      const body = { message: 'CONFIDENTIAL', error_description: stage.token };
      stage.gitlab.fail('*', { kind: 'status', status, body }, 4);
      await stage.play();
      stage.gitlab.recover();
    }
  }
  assert.ok(lines.length > 10);
  for (const one of lines) {
    assert.match(one, line);
    assert.doesNotMatch(one, /CONFIDENTIAL|glpat|Bearer|Signature|src\/new/i);
  }
});
