import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { der } from './der.ts';

/** A certificate and its key, as PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  /** Names and addresses it is valid for. */
  readonly names?: readonly string[];
  readonly commonName?: string;
  readonly from?: Date;
  readonly until?: Date;
}

const day = 24 * 60 * 60 * 1000;

/**
 * A private certificate authority, made on the spot: no key is kept in the repository, and none outlives its test
 * (certificates as RFC 5280 has them, signed with ECDSA on P-256).
 */
export class CertificateAuthority {
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #name: string;
  /** Its own certificate, which clients have to trust. */
  readonly certificate: string;

  constructor(name = 'Acme Corp Root CA') {
    this.#name = name;
    const isAuthority = extension('2.5.29.19', der.sequence(der.yes), true);
    const keyUse = extension('2.5.29.15', der.bits(Buffer.from([0b0000_0110]), 1), true);
    this.certificate = this.#sign(name, this.#pair.publicKey, [isAuthority, keyUse], {});
  }

  issue(options: CertificateOptions = {}): Issued {
    const { names = ['localhost', '127.0.0.1', '::1'], commonName = names[0] ?? 'nobody' } = options;
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const alternatives = extension('2.5.29.17', der.sequence(...names.map(alternativeName)));
    return {
      cert: this.#sign(commonName, pair.publicKey, names.length > 0 ? [alternatives] : [], options),
      key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  }

  #sign(subject: string, key: KeyObject, extensions: readonly Buffer[], options: CertificateOptions): string {
    const { from = new Date(Date.now() - day), until = new Date(Date.now() + day) } = options;
    const algorithm = der.sequence(der.identifier('1.2.840.10045.4.3.2'));
    const content = der.sequence(
      der.tagged(0xa0, der.integer(Buffer.from([2]))),
      der.integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
      algorithm,
      distinguishedName(this.#name),
      der.sequence(der.time(from), der.time(until)),
      distinguishedName(subject),
      key.export({ type: 'spki', format: 'der' }),
      ...(extensions.length > 0 ? [der.tagged(0xa3, der.sequence(...extensions))] : []),
    );
    const signature = sign('sha256', content, this.#pair.privateKey);
    const base64 = der.sequence(content, algorithm, der.bits(signature)).toString('base64');
    const lines = base64.match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  }
}

function distinguishedName(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.identifier('2.5.4.3'), der.text(commonName))));
}

function extension(identifier: string, value: Buffer, isCritical = false): Buffer {
  return der.sequence(der.identifier(identifier), ...(isCritical ? [der.yes] : []), der.octets(value));
}

function alternativeName(name: string): Buffer {
  return isIP(name) ? der.tagged(0x87, addressBytes(name)) : der.tagged(0x82, Buffer.from(name));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const missing = Math.max(0, 8 - groups(head).length - groups(tail).length);
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
