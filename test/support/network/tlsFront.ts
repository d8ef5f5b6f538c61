import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';

export interface TlsFront {
  readonly port: number;
  /** The names of those who showed a certificate. */
  readonly clients: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** TLS in front of a server of this computer that speaks plain HTTP, as self-managed GitLabs have it. */
export async function startTlsFront(
  behind: number,
  options: TlsOptions,
  address = '127.0.0.1',
): Promise<TlsFront> {
  const sockets = new Set<Socket>();
  const clients = new Set<string>();
  const keep = (socket: Socket, other: () => Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      other().destroy();
    });
  };
  const server = createServer(options, (client) => {
    const inner = connect(behind, '127.0.0.1');
    if (client.authorized) clients.add(String(client.getPeerCertificate().subject.CN));
    keep(client, () => inner);
    keep(inner, () => client);
    client.pipe(inner).pipe(client);
  });
  server.listen(0, address);
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the front has no port');
  return {
    port: bound.port,
    clients,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
