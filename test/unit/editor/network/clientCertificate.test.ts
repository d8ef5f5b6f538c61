// What gitlabSecurity.clientCertificates may name, and what is said of files that are something else.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { TLSSocket } from 'node:tls';
import type { ClientCertificate } from '../../../../src/core/model/networkSettings.ts';
import { CertificateAuthority } from '../../../support/network/certificates.ts';
import { pkcs12 } from '../../../support/network/pkcs12.ts';
import { filesOf, over, serveTls } from './support/bench.ts';

const people = new CertificateAuthority('People');
const dana = people.issue({ names: [], commonName: 'dana' });
const passphrase = 'of dana';
const sealedKey = createPrivateKey(dana.key).export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase,
});

/** A server that asks for a certificate, files of all kinds, and the way there with one of them. */
async function makeWay(t: TestContext) {
  const authority = new CertificateAuthority();
  const names: unknown[] = [];
  const url = await serveTls(
    t,
    authority.issue(),
    ({ socket }, response) => {
      if (socket instanceof TLSSocket) names.push(socket.getPeerCertificate().subject.CN);
      response.end('{}');
    },
    { requestCert: true, rejectUnauthorized: true, ca: people.certificate },
  );
  const files = filesOf(t, {
    authority: authority.certificate,
    cert: dana.cert,
    key: dana.key,
    sealedKey,
    pfx: pkcs12(dana),
    sealedPfx: pkcs12(dana, passphrase),
    otherKey: people.issue().key,
  });
  const through = (certificate: ClientCertificate) =>
    over(url, {
      certificateAuthorities: [files.authority],
      clientCertificates: { [new URL(url).host]: certificate },
    });
  return { files, names, through };
}

test('a PKCS #12 file does as well as two in PEM', async (t) => {
  const { files, names, through } = await makeWay(t);
  await through({ pfx: files.pfx }).ask();
  await through({ cert: files.cert, key: files.key }).ask();
  assert.deepEqual(names, ['dana', 'dana']);
});

test('a file that is something else is named with what to change, and not tried again', async (t) => {
  const { files, names, through } = await makeWay(t);
  const cases: readonly (readonly [ClientCertificate, RegExp])[] = [
    [{ pfx: files.sealedPfx }, /sealedPfx cannot be opened; export it as PKCS #12 without a passphrase$/],
    [{ pfx: files.cert }, /cert cannot be opened; export it as PKCS #12 without a passphrase$/],
    [
      { cert: files.pfx, key: files.key },
      /pfx has no certificate in PEM; a PKCS #12 file is named as "pfx"$/,
    ],
    [{ cert: files.cert, key: files.pfx }, /pfx has no key in PEM; a PKCS #12 file is named as "pfx"$/],
    [{ cert: files.cert, key: files.sealedKey }, /sealedKey has a passphrase; write the key without one$/],
    [{ cert: files.cert, key: files.otherKey }, /otherKey is not the key of \S+cert$/],
  ];
  for (const [certificate, detail] of cases) {
    const { ask, waits } = through(certificate);
    await assert.rejects(ask(), (error: { reason?: string; detail?: string }) => {
      assert.equal(error.reason, 'certificateFile', JSON.stringify(certificate));
      assert.match(error.detail ?? '', detail);
      return true;
    });
    assert.deepEqual(waits, []);
  }
  assert.deepEqual(names, []);
});
