import { GitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import type { GitLabChanges } from '../core/settling/gitLabChanges.ts';
import type { GitLab, SignedIn, TokenReport } from '../core/sync/ports.ts';
import { checkToken } from './checkToken.ts';
import { GitLabClient } from './gitLabClient.ts';
import { Requester, type RequesterPorts } from './requester.ts';

export interface ConnectionsPorts extends Omit<RequesterPorts, 'token'> {
  readonly instances: () => readonly Instance[];
  readonly ignoredHosts: () => readonly string[];
  readonly token: (instance: Instance) => Promise<string | undefined>;
}

/** One client, and so one budget of requests, per signed-in instance. */
export class Connections implements SignedIn {
  readonly #ports: ConnectionsPorts;
  readonly #requesters = new Map<string, Requester>();
  readonly #clients = new Map<string, GitLabClient>();

  constructor(ports: ConnectionsPorts) {
    this.#ports = ports;
  }

  instances(): Promise<readonly Instance[]> {
    return Promise.resolve(this.#ports.instances());
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

  /** What can be changed there; loaded when something first is. Who is signed out changes nothing. */
  async changes(instance: Instance): Promise<GitLabChanges> {
    if ((await this.#ports.token(instance)) === undefined) {
      const detail = 'you are signed out';
      throw new GitLabFailure('unauthorized', detail, { instance, detail });
    }
    const { gitLabWriter } = await import('./writes/gitLabWriter.ts');
    return gitLabWriter(this.#requesterOf(instance));
  }

  /** Forgets what was learnt with tokens that may be gone. */
  reset(): void {
    this.#clients.clear();
  }

  /** Checks a token that is not kept yet. */
  checkToken(instance: Instance, token: string, signal: AbortSignal): Promise<TokenReport> {
    return checkToken(
      new Requester(instance, { ...this.#ports, token: () => Promise.resolve(token) }),
      signal,
    );
  }

  #requesterOf(instance: Instance): Requester {
    let requester = this.#requesters.get(instance.url);
    if (!requester) {
      requester = new Requester(instance, { ...this.#ports, token: () => this.#ports.token(instance) });
      this.#requesters.set(instance.url, requester);
    }
    return requester;
  }
}
