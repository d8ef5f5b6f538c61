import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { checksItself, tell } from '../../gitlab/http/everyServer.ts';
import { listen } from '../../gitlab/http/listen.ts';
import { misplacedTokens, noteToken } from '../../gitlab/http/tokenWatch.ts';

/** What somebody asked a proxy for. */
export interface ProxyRequest {
  readonly method: string;
  /** `host:port` of a CONNECT, else the whole address. */
  readonly target: string;
  readonly isAllowed: boolean;
  readonly headers: IncomingMessage['headers'];
}

export interface ProxyOptions {
  readonly user: string;
  readonly password: string;
  /** Where names lead that only the proxy knows, to ports of this computer; other names lead nowhere. */
  readonly hosts: Readonly<Record<string, number>>;
}

/** A proxy that wants a name and password (RFC 9110, 9.3.6 and 11.7), and keeps all it is told and all it passes on. */
export class PasswordProxy {
  readonly requests: ProxyRequest[] = [];
  readonly #passed: Buffer[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => {
    this.#record(request);
    response.writeHead(405).end('only CONNECT');
  });
  port = 0;

  static async start(options: ProxyOptions): Promise<PasswordProxy> {
    const proxy = new PasswordProxy();
    noteToken(options.password, proxy, 'proxy');
    checksItself(proxy.#server);
    proxy.#server.on('connect', (request, client: Socket, head) => {
      proxy.#connect(request, client, head, options);
    });
    proxy.port = await listen(proxy.#server);
    return proxy;
  }

  /** Whether this was said anywhere a proxy can hear it. */
  heard(text: string): boolean {
    return JSON.stringify(this.requests).includes(text) || Buffer.concat(this.#passed).includes(text);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connect(request: IncomingMessage, client: Socket, head: Buffer, options: ProxyOptions): void {
    const { user, password, hosts } = options;
    this.#keep(client);
    const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const isAllowed = request.headers['proxy-authorization'] === expected;
    this.#record(request, isAllowed);
    if (!isAllowed) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="corp"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    const port = hosts[request.url ?? ''];
    if (port === undefined) {
      client.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const server = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.write(head);
      client.on('data', (chunk: Buffer) => this.#passed.push(chunk));
      client.pipe(server).pipe(client);
    });
    this.#keep(server);
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  }

  #record({ method = '', url = '', headers }: IncomingMessage, isAllowed = false): void {
    this.requests.push({ method, target: url, isAllowed, headers });
    for (const what of misplacedTokens({ url, headers }, { server: this })) tell(`${what} (proxy)`);
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
