import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerOptions, ServerResponse } from 'node:http';
import type { ServerOptions as TlsOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { NetworkSettings } from '../../../../../src/core/model/networkSettings.ts';
import { nodeFetch } from '../../../../../src/editor/network/nodeFetch.ts';
import type { Issued } from '../../../../support/network/certificates.ts';
import { noNetworkSettings } from '../../../../support/network/noNetworkSettings.ts';
import { startTlsServer } from '../../../../support/network/tlsServer.ts';
import { requesterOf, type Setup } from '../../../gitlab/support/transport.ts';

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A TLS server that ends with its test; gives its address. */
export async function serveTls(
  t: TestContext,
  issued: Issued,
  answer: Answering = (_, response) => response.end('{}'),
  options: ServerOptions & TlsOptions = {},
): Promise<string> {
  const server = await startTlsServer(issued, answer, options);
  t.after(() => server.stop());
  return `https://127.0.0.1:${server.port}`;
}

/** A requester whose transport has these settings. */
export function over(url: string, settings: Partial<NetworkSettings> = {}, connectTimeout?: number): Setup {
  const all = { ...noNetworkSettings(), ...settings };
  return requesterOf(url, { fetch: nodeFetch(() => all, connectTimeout) });
}

/** Writes files into a folder that ends with the test; gives their paths. */
export function filesOf<N extends string>(
  t: TestContext,
  files: Readonly<Record<N, string | Buffer>>,
): Readonly<Record<N, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const entries = Object.entries<string | Buffer>(files).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return [name, path] as const;
  });
  return Object.fromEntries(entries) as Record<N, string>;
}
