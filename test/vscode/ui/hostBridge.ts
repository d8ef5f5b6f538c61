import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Disposable } from '../../../src/core/base/disposable.ts';
import type { Instance } from '../editor/instance.ts';
import { comesTrue } from '../comesTrue.ts';
import { onJsonLine, writeJsonLine } from '../editor/jsonLines.ts';

/** Runs in the extension host. It is sent as text, so it sees its arguments and nothing around it. */
export type HostFunction<Args extends readonly unknown[], Result> = (
  vscode_: typeof vscode,
  ...args: Args
) => Result | PromiseLike<Result>;

type FromHost =
  | { readonly process: number }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

interface Call {
  readonly socket: Socket;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** The tests' end of the bridge extension. Survives a reload of the window, which brings a new extension host. */
export class HostBridge implements Disposable {
  readonly #server = createServer((socket) => {
    this.#accept(socket);
  });
  readonly #calls = new Map<number, Call>();
  #ids = 0;
  #host: { readonly socket: Socket; readonly process: number } | undefined;

  /** Listens where the extension will look, which it does as soon as its extension host has started. */
  static async listen(instance: Instance): Promise<HostBridge> {
    const bridge = new HostBridge();
    await new Promise<void>((resolve, reject) => {
      bridge.#server.once('error', reject).listen(join(instance.folder, 'bridge.sock'), resolve);
    });
    return bridge;
  }

  async run<Args extends readonly unknown[], Result>(
    hostFunction: HostFunction<Args, Result>,
    args: Args,
  ): Promise<Result> {
    const { socket } = await this.connected();
    const id = ++this.#ids;
    const answer = new Promise((resolve, reject) => this.#calls.set(id, { socket, resolve, reject }));
    writeJsonLine(socket, { id, source: hostFunction.toString(), args });
    return (await answer) as Result;
  }

  /** The extension host, once it is there. */
  async connected(timeout = 30_000): Promise<{ readonly socket: Socket; readonly process: number }> {
    if (!this.#host) await comesTrue('an extension host', () => this.#host !== undefined, timeout);
    if (!this.#host) throw new Error('the extension host has ended');
    return this.#host;
  }

  dispose(): void {
    this.#host?.socket.destroy();
    this.#server.close();
  }

  #accept(socket: Socket): void {
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => {
      if (this.#host?.socket === socket) this.#host = undefined;
      for (const [id, call] of this.#calls) {
        if (call.socket !== socket) continue;
        this.#calls.delete(id);
        call.reject(new Error('the extension host has ended'));
      }
    });
    onJsonLine(socket, (value) => {
      const message = value as FromHost;
      if ('process' in message) {
        this.#host = { socket, process: message.process };
        return;
      }
      const call = this.#calls.get(message.id);
      this.#calls.delete(message.id);
      if ('error' in message) call?.reject(new Error(`in the extension host: ${message.error}`));
      else call?.resolve(message.value);
    });
  }
}
