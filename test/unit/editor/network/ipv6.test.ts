import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { InstanceReport } from '../../../../src/core/sync/ports.ts';
import { diagnose } from '../../../../src/editor/network/diagnose.ts';
import { nodeFetch } from '../../../../src/editor/network/nodeFetch.ts';
import { Connections } from '../../../../src/gitlab/connections.ts';
import { GitLab } from '../../../gitlab/gitLab.ts';
import { CertificateAuthority, type CertificateOptions } from '../../../support/network/certificates.ts';
import { noNetworkSettings } from '../../../support/network/noNetworkSettings.ts';
import { startTlsFront } from '../../../support/network/tlsFront.ts';
import { watchedLogger } from '../../../support/watchedLogger.ts';
import { filesOf } from './support/bench.ts';

const authority = new CertificateAuthority();
const never = new AbortController().signal;

test('an IPv6 address with a certificate of a private authority: refused before anything is sent, then trusted', async (t) => {
  const behind = await gitLabOn(t, { names: ['::1'] });
  if (!behind) return;
  const { gitlab, describe, chain } = behind;
  await assert.rejects(describe(), { code: 'unreachable', reason: 'untrustedCertificate' });
  assert.match(
    await chain(),
    /^- \*\*FAILED\*\* .*\("::1" by "Acme Corp Root CA"\)\. To change: add the PEM file of "Acme Corp Root CA" to /,
  );
  assert.deepEqual(gitlab.requests, [], 'who is not trusted is told nothing');
  const { corp } = filesOf(t, { corp: authority.certificate });
  const { version } = await describe([corp]);
  assert.equal(version, '19.4.0-ee');
  assert.match(
    await chain([corp]),
    /^- \*\*ok\*\* TLS chain: "::1" by "Acme Corp Root CA" is trusted, until /,
  );
});

test('an IPv6 address that the certificate does not name', async (t) => {
  const behind = await gitLabOn(t, { names: ['localhost', '127.0.0.1', '::2'] });
  if (!behind) return;
  const { gitlab, describe, chain } = behind;
  const { corp } = filesOf(t, { corp: authority.certificate });
  await assert.rejects(describe([corp]), { code: 'unreachable', reason: 'wrongName' });
  assert.match(await chain([corp]), /^- \*\*FAILED\*\* TLS chain: .*\[::1\]:\d+/);
  assert.deepEqual(gitlab.requests, []);
});

/** A GitLab behind TLS at `[::1]`, asked for itself and looked at by a diagnosis, with these authorities named. */
async function gitLabOn(t: TestContext, certificate: CertificateOptions) {
  const gitlab = await GitLab.start({ version: '19.4.0' });
  t.after(() => gitlab.stop());
  const token = gitlab.addToken(gitlab.addUser('dana'));
  const front = await startTlsFront(
    Number(new URL(gitlab.url).port),
    authority.issue(certificate),
    '::1',
  ).catch(() => undefined);
  if (!front) {
    t.skip('this computer has no IPv6');
    return undefined;
  }
  t.after(() => front.stop());
  const instance = { url: `https://[::1]:${front.port}` };
  const fetchWith = (certificateAuthorities: readonly string[]) =>
    nodeFetch(() => ({ ...noNetworkSettings(), certificateAuthorities }));
  const describe = (authorities: readonly string[] = []): Promise<InstanceReport> =>
    new Connections({
      fetch: fetchWith(authorities),
      logger: watchedLogger(() => {}),
      instances: () => Promise.resolve([instance]),
      ignoredHosts: () => [],
      token: () => Promise.resolve(token),
      renewToken: () => Promise.resolve(false),
      now: Date.now,
      wait: () => Promise.resolve(),
      random: () => 0,
    }).describe(instance, never);
  /** Its step of a diagnosis. */
  const chain = async (authorities: readonly string[] = []) => {
    const text = await diagnose(
      {
        instance,
        fetch: fetchWith(authorities),
        proxy: { proxy: '', proxySupport: 'override', noProxy: [], isInEnvironment: false },
        now: Date.now,
        describe: () => describe(authorities),
        refreshed: () => Promise.resolve(undefined),
        words: { explain: () => '', explainProblem: () => '' },
        about: [],
        secrets: () => Promise.resolve([token]),
      },
      never,
    );
    return text.split('\n').find((line) => line.includes('TLS chain:')) ?? text;
  };
  return { gitlab, describe, chain };
}
