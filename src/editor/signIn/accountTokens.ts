import { tokenOf } from '../../core/model/credentials.ts';
import { isGitLabFailure } from '../../core/model/failure.ts';
import type { Instance } from '../../core/model/project.ts';
import type { Account } from './account.ts';
import type { Environment, EnvironmentSource } from './environmentSource.ts';
import type { Renewals } from './renewals.ts';

export interface AccountTokensPorts {
  readonly renewals: Renewals;
  readonly environment: Environment;
  readonly source: EnvironmentSource;
  readonly now: () => number;
}

/** A pair is renewed before it expires: a request that is on its way takes a while. */
const renewedBefore = 60_000;

/** What an account sends, wherever that is kept. */
export class AccountTokens {
  readonly #ports: AccountTokensPorts;

  constructor(ports: AccountTokensPorts) {
    this.#ports = ports;
  }

  /** Throws where a sign-in has ended. `undefined`: it is not there any more. */
  async of(account: Account): Promise<string | undefined> {
    const { instance, source, credentials } = account;
    if (credentials?.kind === 'token') return credentials.token;
    if (!credentials)
      return source === 'glab' ? this.#glab(instance) : (await this.#ports.source.read())?.token;
    const left = credentials.expiresAt - this.#ports.now();
    if (left > renewedBefore || (left > 0 && credentials.refreshToken === undefined))
      return credentials.accessToken;
    try {
      const renewed = await this.#ports.renewals.renew(account, credentials);
      return renewed && tokenOf(renewed);
    } catch (error) {
      // Where GitLab cannot be reached, the old one is good for its last minute.
      if (left > 0 && isGitLabFailure(error) && error.code !== 'signInEnded') return credentials.accessToken;
      throw error;
    }
  }

  /** Whether there is another one than that which GitLab refused. */
  async isRenewed(account: Account, refused: string): Promise<boolean> {
    const { credentials } = account;
    const now =
      credentials?.kind !== 'oauth'
        ? await this.of(account)
        : tokenOf(
            credentials.accessToken === refused
              ? ((await this.#ports.renewals.renew(account, credentials)) ?? credentials)
              : credentials,
          );
    return now !== undefined && now !== refused;
  }

  /** As glab's configuration is at the moment; nothing of it is kept. */
  async #glab(instance: Instance): Promise<string | undefined> {
    const { glabSignIns } = await import('./glabConfig.ts');
    const all = await glabSignIns(this.#ports.environment);
    return all.find((one) => one.instance.url === instance.url)?.token;
  }
}
