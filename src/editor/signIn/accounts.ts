import * as vscode from 'vscode';
import type { Logger } from '../../core/base/logger.ts';
import { instanceName, type Instance } from '../../core/model/project.ts';
import { parseInstance } from '../../core/remote/parseInstance.ts';

const instancesKey = 'gitlabSecurity.instances';
const ignoredHostsKey = 'gitlabSecurity.ignoredHosts';
const secretKey = (instance: Instance) => `gitlabSecurity.token ${instance.url}`;

export interface Account {
  readonly instance: Instance;
  /** Where the token comes from, for people to read. */
  readonly source: 'signed in' | 'GITLAB_TOKEN' | 'this session only';
}

/**
 * Knows which instances there is a token for. Tokens live in SecretStorage, or come from the environment; where
 * SecretStorage fails, one is kept for this session only.
 */
export class Accounts implements vscode.Disposable {
  readonly #context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>;
  readonly #logger: Logger;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #sessionTokens = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(
    context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>,
    logger: Logger,
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.#context = context;
    this.#logger = logger;
    this.#environment = environment;
    // Another window signed in or out.
    this.#listener = context.secrets.onDidChange(({ key }) => {
      if (key.startsWith('gitlabSecurity.token ')) this.#changed.fire();
    });
  }

  list(): readonly Account[] {
    const stored = this.#storedUrls().map((url): Account => {
      const source = this.#sessionTokens.has(url) ? 'this session only' : 'signed in';
      return { instance: { url }, source };
    });
    const fromEnvironment = this.#environmentInstance();
    const isNew = fromEnvironment && !stored.some(({ instance }) => instance.url === fromEnvironment.url);
    return isNew ? [...stored, { instance: fromEnvironment, source: 'GITLAB_TOKEN' }] : stored;
  }

  /** Hosts the user said are no GitLab. */
  get ignoredHosts(): readonly string[] {
    return this.#strings(ignoredHostsKey);
  }

  async ignoreHost(host: string): Promise<void> {
    await this.#context.globalState.update(ignoredHostsKey, [...new Set([...this.ignoredHosts, host])]);
    this.#changed.fire();
  }

  async token(instance: Instance): Promise<string | undefined> {
    const session = this.#sessionTokens.get(instance.url);
    if (session !== undefined) return session;
    if (this.#storedUrls().includes(instance.url)) {
      try {
        const stored = await this.#context.secrets.get(secretKey(instance));
        if (stored !== undefined) return stored;
      } catch (error) {
        this.#logger.error(`the secret storage failed: ${String(error)}`);
      }
    }
    return this.#environmentInstance()?.url === instance.url ? this.#environment['GITLAB_TOKEN'] : undefined;
  }

  /** Resolves to whether the token will still be there after a restart. */
  async signIn(instance: Instance, token: string): Promise<boolean> {
    let kept = true;
    this.#sessionTokens.delete(instance.url);
    try {
      await this.#context.secrets.store(secretKey(instance), token);
    } catch (error) {
      this.#logger.error(`the secret storage failed: ${String(error)}`);
      this.#sessionTokens.set(instance.url, token);
      kept = false;
    }
    await this.#context.globalState.update(instancesKey, [...new Set([...this.#storedUrls(), instance.url])]);
    this.#changed.fire();
    return kept;
  }

  async signOut(instance: Instance): Promise<void> {
    this.#sessionTokens.delete(instance.url);
    await this.#context.globalState.update(
      instancesKey,
      this.#storedUrls().filter((url) => url !== instance.url),
    );
    try {
      await this.#context.secrets.delete(secretKey(instance));
    } catch (error) {
      this.#logger.error(
        `the secret storage failed to forget the token for ${instanceName(instance)}: ${String(error)}`,
      );
    }
    this.#changed.fire();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #storedUrls(): readonly string[] {
    return this.#strings(instancesKey);
  }

  #strings(key: string): readonly string[] {
    const value: unknown = this.#context.globalState.get(key);
    return Array.isArray(value) ? value.filter((url): url is string => typeof url === 'string') : [];
  }

  #environmentInstance(): Instance | undefined {
    const token = this.#environment['GITLAB_TOKEN'];
    return token ? parseInstance(this.#environment['GITLAB_HOST'] ?? 'gitlab.com') : undefined;
  }
}
