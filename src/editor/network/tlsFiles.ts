import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ClientCertificate, NetworkSettings } from '../../core/model/networkSettings.ts';
import { TransportError } from './transportError.ts';

export interface TlsFiles {
  /** Certificates in PEM, trusted besides those that VS Code trusts. */
  readonly authorities: readonly string[];
  /** What the server may ask for, as `https.request` takes it. */
  readonly client: { readonly cert?: Buffer; readonly key?: Buffer; readonly pfx?: Buffer };
}

/**
 * Reads what the settings name for one server. They are read anew for each request: small files, which are replaced
 * when they expire, in a cache of the system's.
 */
export async function tlsFiles(settings: NetworkSettings, url: URL): Promise<TlsFiles> {
  const [authorities, client] = await Promise.all([
    Promise.all(settings.certificateAuthorities.map(readAuthorities)),
    readClient(settings.clientCertificates[url.host] ?? settings.clientCertificates[url.hostname]),
  ]);
  return { authorities: authorities.flat(), client };
}

async function readAuthorities(path: string): Promise<readonly string[]> {
  const text = (await read(path)).toString('utf8');
  const found = text.match(
    /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g,
  );
  if (found) return found;
  throw new TransportError('CERTIFICATE_FILE', `${path} has no certificate in PEM`);
}

async function readClient(files: ClientCertificate | undefined): Promise<TlsFiles['client']> {
  if (!files) return {};
  if ('pfx' in files) return { pfx: await read(files.pfx) };
  const [cert, key] = await Promise.all([read(files.cert), read(files.key)]);
  return { cert, key };
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path.startsWith('~/') ? join(homedir(), path.slice(2)) : path);
  } catch (cause) {
    throw new TransportError('CERTIFICATE_FILE', `${path} cannot be read`, cause);
  }
}
