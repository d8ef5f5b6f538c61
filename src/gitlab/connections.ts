import type { Instance } from '../core/model/project.ts';
import type { OAuth } from '../core/signIn/oauth.ts';
import type { GitLabChanges } from '../core/settling/gitLabChanges.ts';
import type { GitLab, InstanceReport, SignedIn, TokenReport } from '../core/sync/ports.ts';
import { checkToken } from './checkToken.ts';
import { describeInstance } from './describeInstance.ts';
import { GitLabClient } from './gitLabClient.ts';
import { RateBudget } from './rateBudget.ts';
import { Requester, type RequesterPorts } from './requester.ts';

export interface ConnectionsPorts extends Omit<RequesterPorts, 'token' | 'renewToken' | 'budget'> {
  readonly instances: () => Promise<readonly Instance[]>;
  readonly ignoredHosts: () => readonly string[];
  readonly token: (instance: Instance) => Promise<string | undefined>;
  /** Told of a token that was refused; whether there is another one by now. */
  readonly renewToken?: (instance: Instance, refused: string) => Promise<boolean>;
}

/** One client, and so one budget of requests, per signed-in instance. */
export class Connections implements SignedIn {
  readonly #ports: ConnectionsPorts;
  readonly #requesters = new Map<string, Requester>();
  readonly #clients = new Map<string, GitLabClient>();
  readonly #budgets = new Map<string, RateBudget>();

  constructor(ports: ConnectionsPorts) {
    this.#ports = ports;
  }

  instances(): Promise<readonly Instance[]> {
    return this.#ports.instances();
  }

  ignoredHosts(): readonly string[] {
    return this.#ports.ignoredHosts();
  }

  connect(instance: Instance): Promise<GitLab> {
    let client = this.#clients.get(instance.url);
    if (!client) {
      client = new GitLabClient(this.#requesterOf(instance));
      this.#clients.set(instance.url, client);
    }
    return Promise.resolve(client);
  }

  /** What can be changed there; loaded when something first is. Who is signed out is told so by the first request. */
  async changes(instance: Instance): Promise<GitLabChanges> {
    const { gitLabWriter } = await import('./writes/gitLabWriter.ts');
    return gitLabWriter(this.#requesterOf(instance));
  }

  /** Where tokens come from and end; loaded when the first one is about to. */
  async oauth(instance: Instance): Promise<OAuth> {
    const { oauth } = await import('./oauth.ts');
    const requester = this.#newRequester(instance, () => Promise.resolve(undefined));
    return oauth(requester, this.#ports.now);
  }

  /** Forgets what was learnt with tokens that may be gone. */
  reset(): void {
    this.#clients.clear();
    this.#requesters.clear();
  }

  /** Checks a token that is not kept yet. */
  checkToken(instance: Instance, token: string, signal: AbortSignal): Promise<TokenReport> {
    return checkToken(
      this.#newRequester(instance, () => Promise.resolve(token)),
      signal,
    );
  }

  /** Asks an instance about itself and the token that is kept for it. */
  describe(instance: Instance, signal: AbortSignal): Promise<InstanceReport> {
    return describeInstance(this.#requesterOf(instance), signal);
  }

  #requesterOf(instance: Instance): Requester {
    let requester = this.#requesters.get(instance.url);
    if (!requester) {
      const { token, renewToken } = this.#ports;
      requester = this.#newRequester(
        instance,
        () => token(instance),
        renewToken && ((refused) => renewToken(instance, refused)),
      );
      this.#requesters.set(instance.url, requester);
    }
    return requester;
  }

  /** Whoever asks, an instance is asked no faster. */
  #newRequester(
    instance: Instance,
    token: RequesterPorts['token'],
    renewToken?: RequesterPorts['renewToken'],
  ): Requester {
    const budget = this.#budgets.get(instance.url) ?? new RateBudget();
    this.#budgets.set(instance.url, budget);
    const { renewToken: _, ...ports } = this.#ports;
    return new Requester(instance, { ...ports, token, budget, ...(renewToken && { renewToken }) });
  }
}
