import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { TLSSocket } from 'node:tls';
import { privateTlsMaker } from '../../../../src/editor/network/privateTls.ts';
import { CertificateAuthority } from '../../../support/network/certificates.ts';
import { secretToken, serve } from '../../gitlab/support/transport.ts';
import { filesOf, over, serveTls } from './support/bench.ts';

const authority = new CertificateAuthority();
const other = new CertificateAuthority('Another Root CA');
const day = 24 * 60 * 60 * 1000;

test('a private authority is trusted once its file is named, among others and beside the usual ones', async (t) => {
  const seen: (string | undefined)[] = [];
  const url = await serveTls(t, authority.issue(), (request, response) => {
    seen.push(request.headers.authorization);
    response.end('{}');
  });
  const { corp, both } = filesOf(t, {
    corp: authority.certificate,
    both: `# roots of ours\n${other.certificate}\n${authority.certificate}`,
  });
  await assert.rejects(over(url).ask(), { code: 'unreachable', reason: 'untrustedCertificate' });
  assert.deepEqual(seen, [], 'who is not trusted is told nothing');
  for (const file of [corp, both]) {
    const { ask } = over(url, { certificateAuthorities: [file] });
    await ask();
    await ask({ method: 'POST', body: {}, isRead: false });
  }
  assert.deepEqual(seen, Array<string>(4).fill(`Bearer ${secretToken}`));
});

test('a file that is replaced counts from the next request on, also for connections that were kept', async (t) => {
  const url = await serveTls(t, other.issue());
  const { corp } = filesOf(t, { corp: authority.certificate });
  const { ask } = over(url, { certificateAuthorities: [corp] });
  await assert.rejects(ask(), { reason: 'untrustedCertificate' });
  writeFileSync(corp, other.certificate);
  await ask();
  writeFileSync(corp, authority.certificate);
  await assert.rejects(ask(), { reason: 'untrustedCertificate' });
});

test('authorities are read once for all connections, and anew for other files or another certificate', () => {
  const tlsOf = privateTlsMaker();
  const [one, two] = [{ authorities: [authority.certificate] }, { authorities: [other.certificate] }];
  const { cert, key } = authority.issue();
  const client = { cert: Buffer.from(cert), key: Buffer.from(key) };
  const first = tlsOf({ ...one, client: {} });
  assert.equal(tlsOf({ authorities: [authority.certificate], client: {} }), first);
  const others = [
    { ...two, client: {} },
    { ...one, client },
    { ...two, client },
  ].map(tlsOf);
  assert.equal(new Set([first, ...others].map(({ secureContext }) => secureContext)).size, 4);
});

test('another authority, or none, is not asked again and again', async (t) => {
  const url = await serveTls(t, authority.issue());
  const files = filesOf(t, { other: other.certificate, empty: 'no certificate' });
  const wrong = over(url, { certificateAuthorities: [files.other] });
  await assert.rejects(wrong.ask(), { reason: 'untrustedCertificate' });
  assert.deepEqual(wrong.waits, []);
  for (const path of [files.empty, '/nowhere/ca.pem']) {
    await assert.rejects(over(url, { certificateAuthorities: [path] }).ask(), (error: Error) => {
      assert.equal((error as { reason?: string }).reason, 'certificateFile');
      assert.ok((error as { detail?: string }).detail?.includes(path));
      return true;
    });
  }
});

test('what is wrong with a certificate has a name', async (t) => {
  const { corp } = filesOf(t, { corp: authority.certificate });
  const cases = [
    ['expiredCertificate', { from: new Date(0), until: new Date(Date.now() - day) }],
    ['futureCertificate', { from: new Date(Date.now() + day), until: new Date(Date.now() + 2 * day) }],
    ['wrongName', { names: ['gitlab.example.com'] }],
  ] as const;
  for (const [reason, options] of cases) {
    const url = await serveTls(t, authority.issue(options));
    const { ask, waits } = over(url, { certificateAuthorities: [corp] });
    await assert.rejects(ask(), { code: 'unreachable', reason });
    assert.deepEqual(waits, [], reason);
  }
});

test('a client certificate goes to the host it is for', async (t) => {
  const people = new CertificateAuthority('People');
  const dana = people.issue({ names: [], commonName: 'dana' });
  const names: unknown[] = [];
  const url = await serveTls(
    t,
    authority.issue(),
    (request, response) => {
      if (request.socket instanceof TLSSocket) names.push(request.socket.getPeerCertificate().subject.CN);
      response.end('{}');
    },
    { requestCert: true, rejectUnauthorized: true, ca: people.certificate },
  );
  const { corp, cert, key } = filesOf(t, { corp: authority.certificate, cert: dana.cert, key: dana.key });
  const authorities = { certificateAuthorities: [corp] };
  const { host, hostname } = new URL(url);
  for (const name of [host, hostname]) {
    await over(url, { ...authorities, clientCertificates: { [name]: { cert, key } } }).ask();
  }
  assert.deepEqual(names, ['dana', 'dana']);
  for (const clientCertificates of [{}, { 'elsewhere.example': { cert, key } }]) {
    await assert.rejects(over(url, { ...authorities, clientCertificates }).ask(), {
      reason: 'clientCertificate',
    });
  }
});

test('a host that speaks no TLS is told apart', async (t) => {
  const url = await serve(t, (_, response) => response.end('{}'));
  await assert.rejects(over(url.replace('http:', 'https:')).ask(), { code: 'unreachable', reason: 'noTls' });
});
