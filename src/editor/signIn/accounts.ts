import type { ExtensionContext } from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { Emitter } from '../../core/base/event.ts';
import type { Logger } from '../../core/base/logger.ts';
import type { Credentials } from '../../core/model/credentials.ts';
import { instanceName, type Instance } from '../../core/model/project.ts';
import { expiryOf, lastDayOf } from '../../core/signIn/expiryOf.ts';
import type { OAuth } from '../../core/signIn/oauth.ts';
import { glabId, isOf, keptId, nameOfSource, readKeptId, type Account } from './account.ts';
import { AccountTokens } from './accountTokens.ts';
import { ChosenAccounts } from './chosenAccounts.ts';
import type { CheckToken } from './checkedReport.ts';
import { EnvironmentSource, type Environment } from './environmentSource.ts';
import { markAccount, type MarkedAccount } from './markAccount.ts';
import { nameOlder } from './nameOlder.ts';
import { Notes } from './notes.ts';
import { Renewals } from './renewals.ts';
import { Vault } from './vault.ts';

export interface AccountsPorts {
  readonly context: Pick<ExtensionContext, 'secrets' | 'globalState' | 'workspaceState'>;
  readonly logger: Logger;
  readonly environment: Environment;
  readonly oauth: (instance: Instance) => Promise<OAuth>;
  readonly checkToken: CheckToken;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Knows which sign-ins there are, and what to send to an instance: what was kept here, glab's own where the user chose
 * that, or what the environment names. Of several the workspace's choice counts, else the first that has not expired.
 */
export class Accounts implements Disposable {
  readonly #ports: AccountsPorts;
  readonly #vault: Vault;
  readonly #notes: Notes;
  readonly #chosen: ChosenAccounts;
  readonly #environment: EnvironmentSource;
  readonly #renewals: Renewals;
  readonly #tokens: AccountTokens;
  readonly #said = new Map<string, string>();
  readonly #changed = new Emitter<void>();
  readonly #listener: Disposable;
  readonly #nameOlder: ReturnType<typeof nameOlder>;
  #changesUnderWay = 0;
  #hasLookedForLeft = false;

  readonly onDidChange = this.#changed.event;

  constructor(ports: AccountsPorts) {
    const { context, logger, environment } = ports;
    this.#ports = ports;
    this.#vault = new Vault(context.secrets, logger);
    this.#notes = new Notes(context.globalState);
    this.#chosen = new ChosenAccounts(context.workspaceState);
    this.#environment = new EnvironmentSource(environment, logger);
    this.#renewals = new Renewals({ ...ports, vault: this.#vault, kept: (id) => this.#kept(id) });
    this.#tokens = new AccountTokens({ ...ports, renewals: this.#renewals, source: this.#environment });
    this.#nameOlder = nameOlder({ vault: this.#vault, notes: this.#notes, tokens: this.#tokens, ...ports });
    this.#listener = this.#vault.onDidChange(() => {
      if (this.#changesUnderWay === 0) this.#changed.fire();
    });
  }

  /** All that can be used now, of one instance or of all. */
  async list(instance?: Instance): Promise<readonly Account[]> {
    void this.#deleteLeft();
    const isWanted = instance ? isOf(instance) : () => true;
    const noted = this.#notes.kept.map(readKeptId).filter(isWanted);
    const kept = noted.map(async (one): Promise<readonly Account[]> => {
      const credentials = await this.#vault.get(one.id);
      const source = this.#vault.isSessionOnly(one.id) ? 'this session only' : 'kept';
      return credentials ? [{ ...one, source, credentials }] : [];
    });
    return [...(await Promise.all(kept)).flat(), ...(await this.#outside()).filter(isWanted)];
  }

  async instances(): Promise<readonly Instance[]> {
    return unique(await this.list());
  }

  /** The ids of all accounts, also where what was kept cannot be read at the moment. */
  async noted(): Promise<readonly string[]> {
    return [...this.#notes.kept, ...(await this.#outside()).map(({ id }) => id)];
  }

  /** The accounts that are asked with from here, one of each instance. */
  async inUse(): Promise<readonly MarkedAccount[]> {
    const used = await Promise.all((await this.instances()).map((each) => this.used(each)));
    return Promise.all(
      used.flatMap((account) => (account ? [markAccount(account, () => this.#tokens.of(account))] : [])),
    );
  }

  /** The account that an instance is asked with from here. */
  async used(instance: Instance): Promise<Account | undefined> {
    const accounts = await this.list(instance);
    const chosen = this.#chosen.of(instance);
    const isOver = ({ credentials }: Account) =>
      expiryOf(lastDayOf(credentials), this.#ports.now())?.isPast === true;
    const isUsable = (account: Account) => !isOver(account);
    return accounts.find(({ id }) => id === chosen) ?? accounts.find(isUsable) ?? accounts[0];
  }

  choose({ id, instance }: Account): Promise<void> {
    return this.#change(() => this.#chosen.choose(instance, id));
  }

  /** Hosts the user said are no GitLab. */
  get ignoredHosts(): readonly string[] {
    return this.#notes.ignoredHosts;
  }

  ignoreHost(host: string): Promise<void> {
    return this.#change(() => this.#notes.ignoreHost(host));
  }

  /** What is to be sent; throws where a sign-in has ended. `undefined`: nobody is signed in. */
  async token(instance: Instance): Promise<string | undefined> {
    const account = await this.used(instance);
    const token = account && (await this.#tokens.of(account));
    if (account && token !== undefined) this.#say(account);
    return token;
  }

  /** What an account sends, whether it is the one that is used or not. */
  tokenOf(account: Account): Promise<string | undefined> {
    return this.#tokens.of(account);
  }

  /** Told of a token that GitLab refused; whether there is another one by now. */
  async renewToken(instance: Instance, refused: string): Promise<boolean> {
    const account = await this.used(instance);
    return account !== undefined && this.#tokens.isRenewed(account, refused);
  }

  /** Takes the place of the same user's sign-in. Resolves to whether it will still be there after a restart. */
  async signIn(instance: Instance, credentials: Credentials, username?: string): Promise<boolean> {
    const id = keptId(instance, username);
    const replaced: (Credentials | undefined)[] = [];
    const isKept = await this.#change(async () => {
      replaced.push(await this.#nameOlder(instance, id));
      replaced.push(await this.#kept(id));
      await this.#notes.add(id);
      const kept = await this.#vault.set(id, credentials);
      await this.#useNow(instance, id);
      return kept;
    });
    for (const one of replaced) await this.#renewals.revoke(instance, one);
    return isKept;
  }

  /** What glab's configuration says of this instance is used from now on; nothing of it is kept here. */
  useGlab(instance: Instance): Promise<void> {
    return this.#change(async () => {
      await this.#notes.addGlab(instance);
      await this.#useNow(instance, glabId(instance));
    });
  }

  /**
   * Forgets all that is kept of a sign-in, and ends it in GitLab where it was made for us alone. Resolves to whether
   * nothing of it is left; what is left is deleted at the next chance.
   */
  async signOut({ id, instance, source }: Account): Promise<boolean> {
    const kept = await this.#kept(id);
    const isGone = await this.#change(async () => {
      if (source === 'glab') await this.#notes.forgetGlab(instance);
      await this.#notes.forget(id);
      await this.#chosen.forget(instance, id);
      const isDeleted = await this.#vault.delete(id);
      if (!isDeleted) await this.#notes.addLeft(id);
      return isDeleted;
    });
    await this.#renewals.revoke(instance, kept);
    return isGone || source === 'glab';
  }

  /** Ends what GitLab gave for a sign-in that came to nothing. */
  discard(instance: Instance, credentials: Credentials): Promise<void> {
    return this.#renewals.revoke(instance, credentials);
  }

  /** Whether somebody was told today that this sign-in is about to expire; from now on, somebody was. */
  tellExpiry({ id }: Account, today: string): Promise<boolean> {
    return this.#notes.tellExpiry(id, today);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#vault.dispose();
    this.#changed.dispose();
  }

  /** A keyring that was locked when somebody signed out may be open now. */
  async #deleteLeft(): Promise<void> {
    if (this.#hasLookedForLeft) return;
    this.#hasLookedForLeft = true;
    try {
      for (const id of this.#notes.left) if (await this.#vault.delete(id)) await this.#notes.forgetLeft(id);
    } catch (error) {
      this.#ports.logger.warn(`what is left of a sign-in stays: ${String(error)}`);
    }
  }

  async #kept(id: string): Promise<Credentials | undefined> {
    return this.#notes.kept.includes(id) ? this.#vault.get(id) : undefined;
  }

  async #outside(): Promise<readonly Account[]> {
    const glab = this.#notes.glabInstances.map((instance): Account => {
      return { id: glabId(instance), instance, source: 'glab' };
    });
    const { instance, source } = (await this.#environment.read()) ?? {};
    return [
      ...glab,
      ...(instance && source ? [{ id: `environment ${instance.url}`, instance, source }] : []),
    ];
  }

  /** Only where there is a choice is one remembered. */
  async #useNow(instance: Instance, id: string): Promise<void> {
    if ((await this.used(instance))?.id !== id) await this.#chosen.choose(instance, id);
  }

  /** Whatever it takes, it is told of once, when it is done: nobody sees what is half done. */
  async #change<T>(act: () => Promise<T>): Promise<T> {
    this.#changesUnderWay += 1;
    try {
      return await act();
    } finally {
      this.#changesUnderWay -= 1;
      this.#changed.fire();
    }
  }

  #say(account: Account): void {
    const { instance } = account;
    const source = nameOfSource(account);
    if (this.#said.get(instance.url) === source) return;
    this.#said.set(instance.url, source);
    this.#ports.logger.info(`${instanceName(instance)} is asked with ${source}`);
  }
}

function unique(accounts: readonly Pick<Account, 'instance'>[]): readonly Instance[] {
  return [...new Set(accounts.map(({ instance }) => instance.url))].map((url) => ({ url }));
}
