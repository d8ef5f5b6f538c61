import type { SecretStorage } from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { Emitter } from '../../core/base/event.ts';
import type { Logger } from '../../core/base/logger.ts';
import { isSameSignIn, type Credentials } from '../../core/model/credentials.ts';
import type { SharedText } from '../../core/signIn/renewal.ts';
import { readCredentials, writeCredentials } from '../../core/signIn/storedCredentials.ts';

const prefix = 'gitlabSecurity.token ';
const lockPrefix = 'gitlabSecurity.renewal ';

/**
 * Keeps what signs in, by account, in SecretStorage. Where that fails, or does not give back what it was given, it is
 * kept in this window until it closes: a keyring that is locked or missing must not sign anybody out.
 */
export class Vault implements Disposable {
  readonly #secrets: SecretStorage;
  readonly #logger: Logger;
  /** What this window saw last, by the account's id. */
  readonly #seen = new Map<string, Credentials>();
  /** What is in this window alone: it could not be stored, or was stored and forgotten. */
  readonly #sessionOnly = new Map<string, 'refused' | 'forgotten'>();
  readonly #changed = new Emitter<void>();
  readonly #listener: Disposable;

  /** Somebody signed in or out, here or in another window. A pair that was renewed is still the same sign-in. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: SecretStorage, logger: Logger) {
    this.#secrets = secrets;
    this.#logger = logger;
    this.#listener = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.#follow(key.slice(prefix.length));
    });
  }

  /** Whether it is lost when the window closes. */
  isSessionOnly(id: string): boolean {
    return this.#sessionOnly.has(id);
  }

  async get(id: string): Promise<Credentials | undefined> {
    const seen = this.#seen.get(id);
    if (this.#sessionOnly.has(id)) return seen;
    const stored = await this.#read(id);
    // Nobody signed out, or that would have been heard of: it was forgotten.
    if (seen && stored === undefined && this.#seen.get(id) === seen) {
      this.#logger.warn('the secret storage lost a sign-in; it is kept for this session only');
      this.#sessionOnly.set(id, 'forgotten');
      return seen;
    }
    if (stored) this.#seen.set(id, stored);
    return stored;
  }

  /** Resolves to whether it will still be there after a restart. */
  async set(id: string, credentials: Credentials): Promise<boolean> {
    const isNew = !isSameSignIn(this.#seen.get(id), credentials);
    this.#seen.set(id, credentials);
    this.#sessionOnly.delete(id);
    const text = writeCredentials(credentials);
    try {
      await this.#secrets.store(prefix + id, text);
      if ((await this.#secrets.get(prefix + id)) !== text)
        throw new Error('it did not keep what it was given');
    } catch (error) {
      this.#logger.error(`the secret storage failed: ${String(error)}`);
      this.#sessionOnly.set(id, 'refused');
    }
    if (isNew) this.#changed.fire();
    return !this.#sessionOnly.has(id);
  }

  /** Resolves to whether nothing of it is left. */
  async delete(id: string): Promise<boolean> {
    let isGone = true;
    const wasSeen = this.#seen.delete(id);
    this.#sessionOnly.delete(id);
    for (const key of [prefix + id, lockPrefix + id]) {
      try {
        await this.#secrets.delete(key);
      } catch (error) {
        this.#logger.error(`the secret storage failed to forget a sign-in: ${String(error)}`);
        isGone = false;
      }
    }
    if (wasSeen) this.#changed.fire();
    return isGone;
  }

  /** What windows that share a sign-in agree by; nobody else is there where this window alone has it. */
  lock(id: string): SharedText | undefined {
    if (this.isSessionOnly(id)) return undefined;
    const key = lockPrefix + id;
    // A storage that fails now keeps no windows apart, but must not keep this one waiting for itself.
    let own: string | undefined;
    const tried = <T>(what: Thenable<T>) => Promise.resolve(what).catch(() => undefined);
    return {
      read: async () => (await tried(this.#secrets.get(key))) ?? own,
      write: async (text) => {
        own = text;
        await tried(this.#secrets.store(key, text));
      },
      delete: async () => {
        own = undefined;
        await tried(this.#secrets.delete(key));
      },
    };
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  async #read(id: string): Promise<Credentials | undefined> {
    try {
      return readCredentials((await this.#secrets.get(prefix + id)) ?? '');
    } catch (error) {
      this.#logger.error(`the secret storage failed: ${String(error)}`);
      return undefined;
    }
  }

  async #follow(id: string): Promise<void> {
    const seen = this.#seen.get(id);
    const stored = await this.#read(id);
    if (this.#seen.get(id) !== seen || this.#sessionOnly.get(id) === 'refused') return;
    // Another window wrote or deleted it, so it was not forgotten after all.
    this.#sessionOnly.delete(id);
    if (stored) this.#seen.set(id, stored);
    else this.#seen.delete(id);
    if (!isSameSignIn(seen, stored)) this.#changed.fire();
  }
}
