import { createServer, type Socket } from 'node:net';
import type { Disposable } from '../../../src/core/base/disposable.ts';
import { onJsonLine, writeJsonLine } from '../editor/jsonLines.ts';

/** How a suite went: its numbers, or why there are none. */
export type Outcome =
  | { readonly kind: 'ran'; readonly passed: number; readonly failed: number; readonly skipped: number }
  | { readonly kind: 'broken'; readonly reason: string };

export interface HostConnectionOptions {
  readonly socket: string;
  /** What the host is to run. */
  readonly run: {
    readonly files: readonly string[];
    readonly grep?: string | undefined;
    readonly color: boolean;
  };
  readonly control: (message: unknown) => Promise<unknown>;
  /** Takes what mocha's reporter prints. */
  readonly write: (text: string) => void;
}

export interface HostConnection extends Disposable {
  readonly outcome: Promise<Outcome>;
}

/** mocha gives a test 20 s; a host that says nothing for longer than this does nothing any more. */
const longestSilence = 45_000;

/** What host-runner.cjs says. */
type FromHost =
  | { readonly type: 'hello' }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'control'; readonly id: number; readonly message: unknown }
  | { readonly type: 'outcome'; readonly outcome: Outcome };

/** Listens for the extension host, tells it what to run and answers its `control` messages until it is through. */
export async function listenForHost(options: HostConnectionOptions): Promise<HostConnection> {
  const { promise: outcome, resolve } = withResolvers<Outcome>();
  const silence = setTimeout(() => {
    resolve({ kind: 'broken', reason: `the extension host said nothing for ${longestSilence / 1000} s` });
  }, longestSilence);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined); // a host that dies is noticed by its window or by its silence
    onJsonLine(socket, (value) => {
      silence.refresh();
      const message = value as FromHost;
      switch (message.type) {
        case 'hello':
          writeJsonLine(socket, { type: 'run', ...options.run });
          break;
        case 'output':
          options.write(message.text);
          break;
        case 'control':
          void answer(options.control, message.message).then((reply) => {
            writeJsonLine(socket, { type: 'answer', id: message.id, ...reply });
          });
          break;
        case 'outcome':
          resolve(message.outcome);
          break;
      }
    });
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(options.socket, listening);
  });
  return {
    outcome,
    dispose: () => {
      clearTimeout(silence);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function answer(control: HostConnectionOptions['control'], message: unknown): Promise<object> {
  try {
    return { value: (await control(message)) ?? null };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((r) => (resolve = r));
  return { promise, resolve };
}
