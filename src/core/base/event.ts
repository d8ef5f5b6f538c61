import type { Disposable } from './disposable.ts';

/** Subscribes to something that happens. Structurally the same as `vscode.Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The private half of an event: its owner fires, everybody else sees only `event`. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T) => {
      listener(value);
    };
    this.#listeners.add(own);
    return { dispose: () => void this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
