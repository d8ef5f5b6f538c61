import type { ExtensionContext } from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { Emitter } from '../../core/base/event.ts';
import type { Logger } from '../../core/base/logger.ts';
import { tokenOf, type Credentials, type OAuthCredentials } from '../../core/model/credentials.ts';
import { isGitLabFailure } from '../../core/model/failure.ts';
import { instanceName, type Instance } from '../../core/model/project.ts';
import type { OAuth } from '../../core/signIn/oauth.ts';
import { renew, signInEnded } from '../../core/signIn/renewal.ts';
import { EnvironmentSource, type Environment } from './environmentSource.ts';
import { Notes } from './notes.ts';
import { Vault } from './vault.ts';

export interface AccountsPorts {
  readonly context: Pick<ExtensionContext, 'secrets' | 'globalState'>;
  readonly logger: Logger;
  readonly environment: Environment;
  readonly oauth: (instance: Instance) => Promise<OAuth>;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export interface Account {
  readonly instance: Instance;
  readonly source: 'kept' | 'this session only' | 'GITLAB_TOKEN' | 'GITLAB_TOKEN_FILE' | 'glab';
  /** Absent where somebody else keeps it. */
  readonly credentials?: Credentials;
}

/** A pair is renewed before it expires: a request that is on its way takes a while. */
const renewedBefore = 60_000;
const never = new AbortController().signal;

/**
 * Knows which instances there is a sign-in for, and what to send there: what was kept here, glab's own where the user
 * chose that, or what the environment names, in this order.
 */
export class Accounts implements Disposable {
  readonly #ports: AccountsPorts;
  readonly #vault: Vault;
  readonly #notes: Notes;
  readonly #environment: EnvironmentSource;
  readonly #owner = crypto.randomUUID();
  readonly #renewals = new Map<string, Promise<Credentials | undefined>>();
  /** Access tokens that will not be renewed, so that nobody asks for it again and again. */
  readonly #ended = new Set<string>();
  readonly #said = new Map<string, string>();
  readonly #changed = new Emitter<void>();
  readonly #listener: Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(ports: AccountsPorts) {
    this.#ports = ports;
    this.#vault = new Vault(ports.context.secrets, ports.logger);
    this.#notes = new Notes(ports.context.globalState);
    this.#environment = new EnvironmentSource(ports.environment, ports.logger);
    this.#listener = this.#vault.onDidChange(() => this.#changed.fire());
  }

  async list(): Promise<readonly Account[]> {
    const kept = await Promise.all(
      this.#notes.instances.map(async (instance): Promise<readonly Account[]> => {
        const credentials = await this.#vault.get(instance);
        const source = this.#vault.isSessionOnly(instance) ? 'this session only' : 'kept';
        return credentials ? [{ instance, source, credentials }] : [];
      }),
    );
    const outside = await this.#environment.read();
    const glab = this.#notes.glabInstances.map((instance): Account => ({ instance, source: 'glab' }));
    const all = [
      ...kept.flat(),
      ...glab,
      ...(outside ? [{ instance: outside.instance, source: outside.source }] : []),
    ];
    return all.filter(
      ({ instance }, index) => all.findIndex((other) => other.instance.url === instance.url) === index,
    );
  }

  /** Hosts the user said are no GitLab. */
  get ignoredHosts(): readonly string[] {
    return this.#notes.ignoredHosts;
  }

  async ignoreHost(host: string): Promise<void> {
    await this.#notes.ignoreHost(host);
    this.#changed.fire();
  }

  /** What is to be sent; throws where a sign-in has ended. `undefined`: nobody is signed in. */
  async token(instance: Instance): Promise<string | undefined> {
    const kept = await this.#kept(instance);
    if (kept?.kind !== 'oauth') {
      const found = kept ? { token: kept.token, source: 'a kept token' } : await this.#outside(instance);
      this.#say(instance, found?.source);
      return found?.token;
    }
    this.#say(instance, 'a kept sign-in');
    const left = kept.expiresAt - this.#ports.now();
    if (left > renewedBefore || (left > 0 && kept.refreshToken === undefined)) return kept.accessToken;
    try {
      const renewed = await this.#renew(instance, kept);
      return renewed && tokenOf(renewed);
    } catch (error) {
      // Where GitLab cannot be reached, the old one is good for its last minute.
      if (left > 0 && isGitLabFailure(error) && error.code !== 'signInEnded') return kept.accessToken;
      throw error;
    }
  }

  /** Told of a token that GitLab refused; whether there is another one by now. */
  async renewToken(instance: Instance, refused: string): Promise<boolean> {
    const kept = await this.#kept(instance);
    if (kept?.kind === 'oauth' && kept.accessToken === refused) {
      const renewed = await this.#renew(instance, kept);
      return renewed !== undefined && tokenOf(renewed) !== refused;
    }
    const now = kept ? tokenOf(kept) : (await this.#outside(instance))?.token;
    return now !== undefined && now !== refused;
  }

  /** Resolves to whether it will still be there after a restart. */
  async signIn(instance: Instance, credentials: Credentials): Promise<boolean> {
    const before = await this.#kept(instance);
    await this.#notes.add(instance);
    const kept = await this.#vault.set(instance, credentials);
    if (before?.kind === 'oauth') await this.#revoke(instance, before);
    return kept;
  }

  /** What glab's configuration says of this instance is used from now on; nothing of it is kept here. */
  async useGlab(instance: Instance): Promise<void> {
    await this.signOut(instance);
    await this.#notes.addGlab(instance);
    this.#changed.fire();
  }

  /** Forgets all that is kept of a sign-in, and ends it in GitLab where it was made for us alone. */
  async signOut(instance: Instance): Promise<void> {
    const kept = await this.#kept(instance);
    await this.#notes.forget(instance);
    await this.#vault.delete(instance);
    this.#changed.fire();
    if (kept?.kind === 'oauth') await this.#revoke(instance, kept);
  }

  /** Whether somebody was told today that this sign-in is about to expire; from now on, somebody was. */
  tellExpiry(instance: Instance, today: string): Promise<boolean> {
    return this.#notes.tellExpiry(instance, today);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#vault.dispose();
    this.#changed.dispose();
  }

  async #kept(instance: Instance): Promise<Credentials | undefined> {
    const isListed = this.#notes.instances.some(({ url }) => url === instance.url);
    return isListed ? this.#vault.get(instance) : undefined;
  }

  async #outside(
    instance: Instance,
  ): Promise<{ readonly token: string; readonly source: string } | undefined> {
    if (!this.#notes.glabInstances.some(({ url }) => url === instance.url)) {
      const outside = await this.#environment.read();
      return outside?.instance.url === instance.url ? outside : undefined;
    }
    const { glabSignIns } = await import('./glabConfig.ts');
    const found = (await glabSignIns(this.#ports.environment)).find(
      (one) => one.instance.url === instance.url,
    );
    return found && { token: found.token, source: "glab's configuration" };
  }

  /** One at a time, whoever asks. It is not ended with the request that needed it: its answer would be lost. */
  async #renew(instance: Instance, stale: OAuthCredentials): Promise<Credentials | undefined> {
    if (stale.refreshToken === undefined || this.#ended.has(stale.accessToken)) throw signInEnded(instance);
    const running = this.#renewals.get(instance.url);
    if (running) return running;
    const { oauth, now, wait, logger } = this.#ports;
    const lock = this.#vault.lock(instance);
    const renewal = renew(
      {
        instance,
        read: () => this.#kept(instance),
        keep: async (fresh) => {
          await this.#vault.set(instance, fresh);
        },
        refresh: async (credentials) => (await oauth(instance)).refresh(credentials, never),
        revoke: (credentials) => this.#revoke(instance, credentials),
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
      .finally(() => this.#renewals.delete(instance.url));
    this.#renewals.set(instance.url, renewal);
    return renewal;
  }

  /** As well as can be: whoever signs out must not be kept by a server that does not answer. */
  async #revoke(instance: Instance, credentials: OAuthCredentials): Promise<void> {
    try {
      await (await this.#ports.oauth(instance)).revoke(credentials, AbortSignal.timeout(10_000));
    } catch (error) {
      this.#ports.logger.warn(`${instanceName(instance)} was not told of a sign-out: ${String(error)}`);
    }
  }

  #say(instance: Instance, source: string | undefined): void {
    if (source === undefined || this.#said.get(instance.url) === source) return;
    this.#said.set(instance.url, source);
    this.#ports.logger.info(`${instanceName(instance)} is asked with ${source}`);
  }
}
