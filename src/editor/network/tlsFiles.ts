import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { NetworkSettings } from '../../core/model/networkSettings.ts';
import { clientFiles, type ClientFiles } from './clientFiles.ts';
import { TransportError } from './transportError.ts';

export interface TlsFiles {
  /** Certificates in PEM, trusted besides those that VS Code trusts. */
  readonly authorities: readonly string[];
  readonly client: ClientFiles;
}

/**
 * Reads what the settings name for one server. They are read anew for each request: small files, which are replaced
 * when they expire, in a cache of the system's.
 */
export async function tlsFiles(settings: NetworkSettings, url: URL): Promise<TlsFiles> {
  const named = settings.clientCertificates[url.host] ?? settings.clientCertificates[url.hostname];
  const [authorities, client] = await Promise.all([
    Promise.all(settings.certificateAuthorities.map(readAuthorities)),
    named ? clientFiles(named, read) : {},
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

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path.startsWith('~/') ? join(homedir(), path.slice(2)) : path);
  } catch (cause) {
    throw new TransportError('CERTIFICATE_FILE', `${path} cannot be read`, cause);
  }
}
