import { createHash, createHmac, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import type { Issued } from './certificates.ts';
import { der } from './der.ts';

/**
 * A certificate and its key in one PKCS #12 file (RFC 7292), as browsers and Windows export them. Nothing in it is
 * encrypted; the passphrase is what the file is sealed with, and who has another one cannot open it.
 */
export function pkcs12({ cert, key }: Issued, passphrase = ''): Buffer {
  const bags = der.sequence(
    bag('1.2.840.113549.1.12.10.1.1', createPrivateKey(key).export({ type: 'pkcs8', format: 'der' })),
    bag(
      '1.2.840.113549.1.12.10.1.3',
      der.sequence(
        der.identifier('1.2.840.113549.1.9.22.1'),
        der.tagged(0xa0, der.octets(new X509Certificate(cert).raw)),
      ),
    ),
  );
  const content = der.sequence(data(bags));
  const salt = randomBytes(8);
  const digest = createHmac('sha256', sealingKey(passphrase, salt)).update(content).digest();
  const sha256 = der.sequence(der.identifier('2.16.840.1.101.3.4.2.1'), der.tagged(0x05));
  return der.sequence(
    der.integer(Buffer.from([3])),
    data(content),
    der.sequence(der.sequence(sha256, der.octets(digest)), der.octets(salt), der.integer(Buffer.from([1]))),
  );
}

const bag = (type: string, value: Buffer) => der.sequence(der.identifier(type), der.tagged(0xa0, value));
const data = (content: Buffer) => bag('1.2.840.113549.1.7.1', der.octets(content));

/** RFC 7292, appendix B.2, for one round of SHA-256, which gives as many bytes as are needed. */
function sealingKey(passphrase: string, salt: Buffer): Buffer {
  const block = 64;
  const text = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
  const filled = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
  return createHash('sha256')
    .update(Buffer.concat([Buffer.alloc(block, 3), filled(salt), filled(text)]))
    .digest();
}
