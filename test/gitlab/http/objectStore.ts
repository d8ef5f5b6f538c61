import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { randomBytes } from 'node:crypto';
import { checksItself } from './everyServer.ts';
import { Faults } from './faults.ts';
import { listen } from './listen.ts';
import { faulty, transmit } from './transmit.ts';

export interface ObjectStoreRequest {
  readonly method: string;
  readonly path: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly status: number;
}

/** Where artifacts lie when GitLab keeps them elsewhere: another origin, opened by a signature in the URL. */
export class ObjectStore {
  readonly requests: ObjectStoreRequest[] = [];
  /** Aimed at `*`, or at method and path. */
  readonly faults = new Faults();
  readonly #objects = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
  readonly #server: Server;
  #origin = '';

  constructor() {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const object = this.#objects.get(url.searchParams.get('X-Amz-Signature') ?? '');
      const { headers, method = 'GET' } = request;
      // A signature and an Authorization header together are an error, as S3 has it.
      const status = headers.authorization === undefined ? (object ? 200 : 403) : 400;
      this.requests.push({ method, path: url.pathname, url: request.url ?? '', headers, status });
      if (status !== 200 || !object) {
        const code = status === 400 ? 'InvalidArgument' : 'AccessDenied';
        response
          .writeHead(status, { 'content-type': 'application/xml' })
          .end(`<Error><Code>${code}</Code></Error>`);
        return;
      }
      const fault = this.faults.take({ method, path: url.pathname, template: '', operationNames: [] });
      const whole = { status, headers: { 'content-type': object.type }, body: Buffer.from(object.bytes) };
      transmit(response, faulty(fault, whole), fault);
    });
    checksItself(this.#server);
  }

  get origin(): string {
    return this.#origin;
  }

  async start(): Promise<void> {
    this.#origin = `http://127.0.0.1:${await listen(this.#server)}`;
  }

  /** A URL that gives these bytes to whoever has it. */
  sign(filename: string, bytes: Uint8Array, type: string): string {
    const signature = randomBytes(16).toString('hex');
    this.#objects.set(signature, { bytes, type });
    return `${this.#origin}/artifacts/${filename}?X-Amz-Expires=600&X-Amz-Signature=${signature}`;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
