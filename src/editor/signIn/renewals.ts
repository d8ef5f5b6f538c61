import type { Logger } from '../../core/base/logger.ts';
import type { Credentials, OAuthCredentials } from '../../core/model/credentials.ts';
import { isGitLabFailure } from '../../core/model/failure.ts';
import { instanceName, type Instance } from '../../core/model/project.ts';
import type { OAuth } from '../../core/signIn/oauth.ts';
import { renew, signInEnded } from '../../core/signIn/renewal.ts';
import type { Account } from './account.ts';
import type { Vault } from './vault.ts';

export interface RenewalsPorts {
  readonly logger: Logger;
  readonly oauth: (instance: Instance) => Promise<OAuth>;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly vault: Vault;
  /** What is kept of an account now; nothing where it was signed out. */
  readonly kept: (id: string) => Promise<Credentials | undefined>;
}

const never = new AbortController().signal;

/** Renews pairs of tokens, each one once for all who wait for it, and ends those that nobody needs any more. */
export class Renewals {
  readonly #ports: RenewalsPorts;
  readonly #owner = crypto.randomUUID();
  readonly #running = new Map<string, Promise<Credentials | undefined>>();
  /** Access tokens that will not be renewed, so that nobody asks for it again and again. */
  readonly #ended = new Set<string>();

  constructor(ports: RenewalsPorts) {
    this.#ports = ports;
  }

  /** One at a time, whoever asks. It is not ended with the request that needed it: its answer would be lost. */
  async renew(
    { id, instance }: Pick<Account, 'id' | 'instance'>,
    stale: OAuthCredentials,
  ): Promise<Credentials | undefined> {
    if (stale.refreshToken === undefined || this.#ended.has(stale.accessToken)) throw signInEnded(instance);
    const running = this.#running.get(id);
    if (running) return running;
    const { oauth, now, wait, logger, vault, kept } = this.#ports;
    const lock = vault.lock(id);
    const renewal = renew(
      {
        instance,
        read: () => kept(id),
        keep: async (fresh) => {
          await vault.set(id, fresh);
        },
        refresh: async (credentials) => (await oauth(instance)).refresh(credentials, never),
        revoke: (credentials) => this.revoke(instance, credentials),
        ...(lock && { lock }),
        owner: this.#owner,
        now,
        wait: (milliseconds) => wait(milliseconds, never),
      },
      stale.accessToken,
    )
      .catch((error: unknown) => {
        if (isGitLabFailure(error) && error.code === 'signInEnded') this.#ended.add(stale.accessToken);
        logger.warn(`the sign-in to ${instanceName(instance)} was not renewed: ${String(error)}`);
        throw error;
      })
      .finally(() => this.#running.delete(id));
    this.#running.set(id, renewal);
    return renewal;
  }

  /** As well as can be: whoever signs out must not be kept by a server that does not answer. */
  async revoke(instance: Instance, credentials: Credentials | undefined): Promise<void> {
    if (credentials?.kind !== 'oauth') return;
    const { oauth, logger } = this.#ports;
    try {
      await (await oauth(instance)).revoke(credentials, AbortSignal.timeout(10_000));
    } catch (error) {
      logger.warn(`${instanceName(instance)} was not told of a sign-out: ${String(error)}`);
    }
  }
}
