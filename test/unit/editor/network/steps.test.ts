import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knock } from '../../../../src/editor/network/knock.ts';
import { lookAtChain } from '../../../../src/editor/network/lookAtChain.ts';
import { nodeFetch } from '../../../../src/editor/network/nodeFetch.ts';
import { diagnoseChain } from '../../../../src/editor/network/steps/diagnoseChain.ts';
import { diagnoseClock } from '../../../../src/editor/network/steps/diagnoseClock.ts';
import { diagnoseName } from '../../../../src/editor/network/steps/diagnoseName.ts';
import { diagnoseProxy } from '../../../../src/editor/network/steps/diagnoseProxy.ts';
import { CertificateAuthority } from '../../../support/network/certificates.ts';
import { noNetworkSettings } from '../../../support/network/noNetworkSettings.ts';
import { serve } from '../../gitlab/support/transport.ts';
import { filesOf, serveTls } from './support/bench.ts';

const authority = new CertificateAuthority();
const { signal } = new AbortController();
const none = { proxy: '', proxySupport: 'override', noProxy: [], isInEnvironment: false };

test('a chain is seen, trusted or not, and no request is sent for it', async (t) => {
  let asked = 0;
  const url = await serveTls(t, authority.issue(), (_, response) => {
    asked += 1;
    response.end('{}');
  });
  const { chain, proxy } = await lookAtChain(new URL(url), signal);
  assert.deepEqual(
    chain.map(({ subject, issuer }) => [subject, issuer]),
    [['localhost', 'Acme Corp Root CA']],
  );
  assert.equal(proxy, undefined);
  assert.equal(asked, 0);
  const untrusted = await knock({ url }, nodeFetch(noNetworkSettings), signal);
  const failed = diagnoseChain('host', new URL(url), chain, untrusted);
  assert.equal(failed.outcome, 'failed');
  assert.match(failed.change ?? '', /"Acme Corp Root CA" to gitlabSecurity\.certificateAuthorities/);
  const { corp } = filesOf(t, { corp: authority.certificate });
  const settings = { certificateAuthorities: [corp], clientCertificates: {} };
  const trusted = await knock(
    { url },
    nodeFetch(() => settings),
    signal,
  );
  assert.equal(trusted.status, 200);
  const ok = diagnoseChain('host', new URL(url), chain, trusted);
  assert.match(ok.meaning, /^"localhost" by "Acme Corp Root CA" is trusted, until /);
});

test('where nobody answers there is no chain, and the reason is another step’s', async () => {
  const url = new URL('https://127.0.0.1:9');
  const { chain } = await lookAtChain(url, signal);
  assert.deepEqual(chain, []);
  const answer = await knock({ url: url.origin }, nodeFetch(noNetworkSettings), signal);
  assert.equal(answer.reason, 'connectionRefused');
  assert.equal(diagnoseChain('host', url, chain, answer).outcome, 'skipped');
});

test('a server that says nothing is named as that, and who gives up is not told anything', async (t) => {
  const url = await serve(t, () => undefined);
  const answer = await knock({ url }, nodeFetch(noNetworkSettings), signal, 50);
  assert.deepEqual(answer, { reason: 'silent', detail: 'no answer within 0.05 s' });
  const stop = new AbortController();
  const asked = knock({ url }, nodeFetch(noNetworkSettings), stop.signal);
  stop.abort(new Error('given up'));
  await assert.rejects(asked, /given up/);
});

test('a clock that goes wrong is told, with its direction', () => {
  const date = 'Tue, 03 Mar 2026 10:00:00 GMT';
  const at = (time: string) => diagnoseClock({ date }, Date.parse(`2026-03-03T${time}Z`), []);
  assert.equal(at('10:04:00').outcome, 'ok');
  assert.match(at('10:12:00').meaning, /12 minutes ahead of/);
  assert.match(at('09:30:00').meaning, /30 minutes behind/);
  assert.equal(diagnoseClock({}, 0, []).outcome, 'skipped');
});

test('a clock so wrong that no answer comes is told by the certificate', async (t) => {
  const day = 24 * 60 * 60 * 1000;
  const now = Date.now();
  const of = async (from: number, until: number) => {
    const issued = authority.issue({ from: new Date(now + from * day), until: new Date(now + until * day) });
    const url = await serveTls(t, issued);
    const settings = { ...filesOf(t, { corp: authority.certificate }) };
    const fetch = nodeFetch(() => ({ certificateAuthorities: [settings.corp], clientCertificates: {} }));
    const { chain } = await lookAtChain(new URL(url), signal);
    return { answer: await knock({ url }, fetch, signal), chain };
  };
  // As when the clock is a month slow.
  const early = await of(30, 60);
  assert.equal(early.answer.reason, 'futureCertificate');
  const slow = diagnoseClock(early.answer, now, early.chain);
  assert.equal(slow.outcome, 'failed');
  assert.match(
    slow.meaning,
    /^by this computer's clock \(\d{4}-\d\d-\d\d \d\d:\d\d GMT\) the certificate of "/,
  );
  assert.match(
    slow.meaning,
    /"localhost" is not valid yet: it begins on \w{3} +\d+ \d\d:\d\d:\d\d \d{4} GMT$/,
  );
  assert.equal(slow.change, 'let the system set the time');
  // As when it is a month fast; or nobody has renewed it.
  const late = await of(-60, -30);
  assert.equal(late.answer.reason, 'expiredCertificate');
  const fast = diagnoseClock(late.answer, now, late.chain);
  assert.equal(fast.outcome, 'noted');
  assert.match(fast.meaning, /"localhost" is not valid any more: it ended on .* GMT$/);
  assert.match(fast.change ?? '', /if that is not the time it is$/);
  // Refused for another reason: of the time nothing is known.
  const { chain } = await of(-1, 1);
  assert.equal(diagnoseClock({ reason: 'untrustedCertificate' }, now, chain).outcome, 'skipped');
});

test('names are known here, by the proxy, or not at all', async () => {
  const of = async (url: string, proxy?: string) => (await diagnoseName(new URL(url), proxy)).outcome;
  assert.equal(await of('https://localhost'), 'ok');
  assert.equal(await of('https://[::1]:8443'), 'ok');
  assert.equal(await of('https://gitlab.invalid'), 'failed');
  assert.equal(await of('https://gitlab.invalid', 'DIRECT'), 'failed');
  assert.equal(await of('https://gitlab.invalid', 'PROXY proxy:1'), 'skipped');
});

test('which proxy, from where, and why none', () => {
  const proxied = diagnoseProxy('host', { ...none, proxy: 'http://proxy:1' }, 'PROXY proxy:1', {
    status: 401,
  });
  assert.match(proxied.meaning, /through proxy:1, as http\.proxy says/);
  assert.match(
    diagnoseProxy('host', { ...none, isInEnvironment: true }, 'PROXY proxy:1', {}).meaning,
    /as the environment says/,
  );
  assert.equal(diagnoseProxy('host', none, undefined, {}).meaning, 'none is used');
  const off = { ...none, proxy: 'http://proxy:1', proxySupport: 'off' };
  assert.match(diagnoseProxy('host', off, 'DIRECT', {}).meaning, /http\.proxySupport is off/);
  for (const reason of ['proxyAuthentication', 'proxyRefused', 'proxyUnreachable'] as const) {
    assert.equal(diagnoseProxy('host', none, 'PROXY proxy:1', { reason }).outcome, 'failed');
  }
});
