import { createHook } from 'node:async_hooks';

/** A timer that the extension set. */
export interface MadeTimer {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** In milliseconds. */
  readonly delay: number;
}

/**
 * Notes each timer of the process that is set by files of the extension, also while it waits for something else.
 *
 * @param files a part of the path of its files
 */
export class OwnTimers {
  readonly made: MadeTimer[] = [];
  readonly #hook;

  constructor(files: string) {
    this.#hook = createHook({
      init: (_id, type, _trigger, resource) => {
        if (type !== 'Timeout') return;
        const delay = (resource as { readonly _idleTimeout?: number })._idleTimeout ?? 0;
        if (new Error().stack?.includes(files)) this.made.push({ at: Date.now(), delay });
      },
    }).enable();
  }

  stop(): readonly MadeTimer[] {
    this.#hook.disable();
    return this.made;
  }
}
