import { createServer, type ServerOptions } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../../gitlab/http/listen.ts';
import type { Issued } from './certificates.ts';

export interface TlsServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A server with a certificate of a private authority. */
export async function startTlsServer(
  { cert, key }: Issued,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  options: ServerOptions = {},
): Promise<TlsServer> {
  const server = createServer({ cert, key, ...options }, answer);
  const port = await listen(server);
  return {
    port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
