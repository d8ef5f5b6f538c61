import { createSecureContext } from 'tls';
import type { ClientCertificate } from '../../core/model/networkSettings.ts';
import { TransportError } from './transportError.ts';

/** What the server may ask for, as `https.request` takes it. */
export interface ClientFiles {
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly pfx?: Buffer;
}

/**
 * Reads a certificate of this computer, and tries it: TLS tells of a file that it cannot use only with words of its own,
 * in the middle of a request.
 */
export async function clientFiles(
  named: ClientCertificate,
  read: (path: string) => Promise<Buffer>,
): Promise<ClientFiles> {
  if ('pfx' in named) {
    const pfx = await read(named.pfx);
    attempt({ pfx }, `${named.pfx} cannot be opened; export it as PKCS #12 without a passphrase`);
    return { pfx };
  }
  const [cert, key] = await Promise.all([read(named.cert), read(named.key)]);
  attempt({ cert }, `${named.cert} has no certificate in PEM; a PKCS #12 file is named as "pfx"`);
  const text = key.toString('latin1');
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw unusable(`${named.key} has no key in PEM; a PKCS #12 file is named as "pfx"`);
  if (/-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(text))
    throw unusable(`${named.key} has a passphrase; write the key without one`);
  attempt({ cert, key }, `${named.key} is not the key of ${named.cert}`);
  return { cert, key };
}

function attempt(files: ClientFiles, otherwise: string): void {
  try {
    createSecureContext(files);
  } catch (cause) {
    throw unusable(otherwise, cause);
  }
}

function unusable(message: string, cause?: unknown): TransportError {
  return new TransportError('CERTIFICATE_FILE', message, cause);
}
