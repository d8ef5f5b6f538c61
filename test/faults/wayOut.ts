import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { nodeFetch } from '../../src/editor/network/nodeFetch.ts';
import type { Fetch } from '../../src/gitlab/requester.ts';
import { type Aim, isAimedAt } from '../gitlab/http/fault.ts';
import { graphqlQueries, operationNamesOf } from '../gitlab/http/graphqlQueries.ts';
import { noNetworkSettings } from '../support/network/noNetworkSettings.ts';

/** What a request meets in place of a server. */
export type DeadEnd = 'refused' | 'noHandshake';

export interface Sent extends Aim {
  readonly url: string;
}

/** The extension's own transport over real sockets; keeps what was sent, and can lead requests to where nobody answers. */
export class WayOut {
  readonly sent: Sent[] = [];
  #dead: { readonly target: string; readonly end: DeadEnd; spared: number } | undefined;
  readonly #silent: Server;
  readonly #fetch: Fetch;
  readonly #impatient: Fetch;
  #port = 0;

  /** @param authority the file of an authority that is trusted besides the usual ones */
  constructor(authority?: string) {
    const settings = { ...noNetworkSettings(), ...(authority && { certificateAuthorities: [authority] }) };
    this.#fetch = nodeFetch(() => settings);
    this.#impatient = nodeFetch(() => settings, 100);
    // What it is told it has to read, or it would not notice that the other side has gone.
    this.#silent = createServer((socket) => socket.on('error', () => {}).resume());
  }

  async start(): Promise<this> {
    this.#silent.listen(0, '127.0.0.1');
    await once(this.#silent, 'listening');
    this.#port = (this.#silent.address() as AddressInfo).port;
    return this;
  }

  stop(): void {
    this.#silent.close();
  }

  /** Requests that a target means (`isAimedAt`) get no further until `open`; the first so many are spared. */
  close(target: string, end: DeadEnd, spared = 0): void {
    this.#dead = { target, end, spared };
  }

  open(): void {
    this.#dead = undefined;
    this.sent.length = 0;
  }

  countOf(target: string): number {
    return this.sent.filter((one) => isAimedAt(target, one)).length;
  }

  readonly fetch: Fetch = (url, init) => {
    const queries = graphqlQueries(Buffer.from(init.body ?? ''))?.queries ?? [];
    const operationNames = operationNamesOf(queries);
    const aim = { method: init.method, path: url.pathname, template: url.pathname, operationNames };
    this.sent.push({ ...aim, url: url.href });
    const dead = this.#dead;
    if (!dead || !isAimedAt(dead.target, aim) || dead.spared > 0) {
      if (dead && isAimedAt(dead.target, aim)) dead.spared -= 1;
      return this.#fetch(url, init);
    }
    const elsewhere = new URL(url);
    // Port 9 is for what is thrown away (RFC 863); nobody listens there.
    elsewhere.port = String(dead.end === 'refused' ? 9 : this.#port);
    // To be refused takes a busy computer a while, too.
    return dead.end === 'refused' ? this.#fetch(elsewhere, init) : this.#impatient(elsewhere, init);
  };
}
