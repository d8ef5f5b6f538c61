import type { ExtensionContext, SecretStorage, SecretStorageChangeEvent } from 'vscode';
import type { Disposable } from '../../../../../src/core/base/disposable.ts';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a keyring behaves. */
type Keyring = 'works' | 'throws' | 'forgets';

/** What VS Code's windows on one computer share: secrets and state, each heard of a moment later elsewhere. */
export class Computer {
  readonly secrets = new Map<string, string>();
  readonly state = new Map<string, unknown>();
  readonly #listeners = new Set<(event: SecretStorageChangeEvent) => void>();
  keyring: Keyring = 'works';

  /** What an extension is given in one window. */
  window(): Pick<ExtensionContext, 'secrets' | 'globalState' | 'workspaceState'> {
    const globalState = mementoOf(this.state);
    // Each window has a workspace of its own.
    return { secrets: this.#secretsOfWindow(), globalState, workspaceState: mementoOf(new Map()) };
  }

  #secretsOfWindow(): SecretStorage {
    const trip = async () => {
      await sleep(2);
      if (this.keyring === 'throws') throw new Error('the keyring is locked');
    };
    const changed = (key: string) => {
      setTimeout(() => this.#listeners.forEach((listener) => listener({ key })), 5);
    };
    return {
      get: async (key) => {
        await trip();
        return this.keyring === 'forgets' ? undefined : this.secrets.get(key);
      },
      store: async (key, value) => {
        await trip();
        this.secrets.set(key, value);
        changed(key);
      },
      delete: async (key) => {
        await trip();
        if (this.secrets.delete(key)) changed(key);
      },
      onDidChange: ((listener: (event: SecretStorageChangeEvent) => void): Disposable => {
        const own = (event: SecretStorageChangeEvent) => {
          listener(event);
        };
        this.#listeners.add(own);
        return { dispose: () => void this.#listeners.delete(own) };
      }) as SecretStorage['onDidChange'],
    };
  }
}

function mementoOf(state: Map<string, unknown>) {
  return {
    keys: () => [...state.keys()],
    get: (key: string): never => state.get(key) as never,
    update: async (key: string, value: unknown) => {
      await sleep(1);
      if (value === undefined) state.delete(key);
      else state.set(key, structuredClone(value));
    },
    setKeysForSync: () => {},
  };
}
