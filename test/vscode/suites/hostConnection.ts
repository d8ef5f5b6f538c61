import { createServer, type Socket } from 'node:net';
import type { Disposable } from '../../../src/core/base/disposable.ts';
import { onJsonLine, writeJsonLine } from '../editor/jsonLines.ts';
import type { Outcome } from './outcome.ts';

/** In milliseconds; 0 is for ever. */
export interface Limits {
  /** For one test. */
  readonly test: number;
  /** For a host that says nothing. Longer than a test may take, and long enough to start. */
  readonly silence: number;
}

/** What host-runner.cjs is to run. */
interface RunRequest {
  readonly files: readonly string[];
  readonly grep?: string | undefined;
  readonly color: boolean;
  readonly timeout: number;
}

/** What host-runner.cjs says. */
type FromHost =
  | { readonly type: 'hello' }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'control'; readonly id: number; readonly message: unknown }
  | { readonly type: 'outcome'; readonly outcome: Outcome };

interface HostConnectionOptions {
  readonly socket: string;
  readonly request: RunRequest;
  /** In milliseconds; 0 is for ever. */
  readonly silence: number;
  readonly control: (message: unknown) => Promise<unknown>;
  /** Takes what mocha's reporter prints. */
  readonly write: (text: string) => void;
}

/** Where an extension host asks what to run, reaches `control` and tells how it went. */
export class HostConnection implements Disposable {
  readonly outcome: Promise<Outcome>;
  readonly #options: HostConnectionOptions;
  readonly #server = createServer((socket) => {
    this.#accept(socket);
  });
  readonly #sockets = new Set<Socket>();
  readonly #silence: NodeJS.Timeout | undefined;
  #finish: (outcome: Outcome) => void = () => undefined;

  constructor(options: HostConnectionOptions) {
    this.#options = options;
    this.outcome = new Promise((resolve) => (this.#finish = resolve));
    if (options.silence === 0) return;
    this.#silence = setTimeout(() => {
      const reason = `the extension host said nothing for ${options.silence / 1000} s`;
      this.#finish({ kind: 'broken', reason });
    }, options.silence);
  }

  static async listen(options: HostConnectionOptions): Promise<HostConnection> {
    const connection = new HostConnection(options);
    await new Promise<void>((resolve, reject) => {
      connection.#server.once('error', reject).listen(options.socket, resolve);
    });
    return connection;
  }

  dispose(): void {
    clearTimeout(this.#silence);
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined); // a host that dies is noticed by its window or by its silence
    onJsonLine(socket, (message) => {
      this.#silence?.refresh();
      this.#answer(message as FromHost, socket);
    });
  }

  #answer(message: FromHost, socket: Socket): void {
    switch (message.type) {
      case 'hello':
        writeJsonLine(socket, { type: 'run', ...this.#options.request });
        break;
      case 'output':
        this.#options.write(message.text);
        break;
      case 'control':
        void this.#control(message.message).then((reply) => {
          writeJsonLine(socket, { type: 'answer', id: message.id, ...reply });
        });
        break;
      case 'outcome':
        this.#finish(message.outcome);
        break;
    }
  }

  async #control(message: unknown): Promise<object> {
    try {
      return { value: (await this.#options.control(message)) ?? null };
    } catch (error) {
      return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }
}
