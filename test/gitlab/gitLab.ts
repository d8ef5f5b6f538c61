import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { contractViolation } from './contract/restContract.ts';
import type { Fault } from './http/fault.ts';
import type { Incoming } from './http/incoming.ts';
import { listen } from './http/listen.ts';
import { checksItself } from './http/everyServer.ts';
import { misplacedTokens } from './http/tokenWatch.ts';
import { ObjectStore } from './http/objectStore.ts';
import { parseJson } from './http/parseJson.ts';
import type { RecordedRequest } from './http/recordedRequest.ts';
import { RequestHandler } from './http/requestHandler.ts';
import { countRoundTrips } from './http/roundTrips.ts';
import { matchRoute } from './rest/restEndpoint.ts';
import { completeSettings, type GitLabOptions, type GitLabSettings } from './settings.ts';
import { inspectState } from './state/inspectState.ts';
import { World } from './state/world.ts';

/** A small working GitLab on this machine. Start as many as a test needs; each has a state of its own. */
export class GitLab extends World {
  /** Every request since the start or the last reset, oldest first. */
  readonly requests: RecordedRequest[] = [];
  /** What the client did that GitLab would have let pass but we do not. Empty unless something is wrong. */
  readonly contractViolations: string[] = [];
  readonly objectStore = new ObjectStore();
  readonly #handler: RequestHandler;
  readonly #server: Server;

  /** Call `GitLab.start()` instead: one that does not listen is of little use. */
  constructor(settings: GitLabSettings) {
    super(settings);
    this.#handler = new RequestHandler(this.state, this.objectStore, (record, incoming) => {
      this.requests.push(record);
      this.#check(incoming);
    });
    this.#server = createServer((request, response) => {
      this.#handler.handle(request, response).catch((error: unknown) => {
        this.contractViolations.push(`the test server failed: ${String(error)}`);
        response.destroy();
      });
    });
    checksItself(this.#server);
  }

  static async start(options: GitLabOptions = {}): Promise<GitLab> {
    const gitlab = new GitLab(completeSettings(options));
    const port = await listen(gitlab.#server, gitlab.settings.address);
    gitlab.state.url = `http://${gitlab.settings.address}:${port}${gitlab.settings.subPath}`;
    await gitlab.objectStore.start();
    return gitlab;
  }

  /** Ends the server, and fails if a request was not as GitLab documents it. */
  async stop(): Promise<void> {
    await this.objectStore.stop();
    if (this.#server.listening) {
      const closed = new Promise((resolve) => this.#server.close(resolve));
      this.#server.closeAllConnections();
      await closed;
    }
    this.#checkObjectStore();
    if (this.contractViolations.length > 0) throw new Error(this.contractViolations.join('\n'));
  }

  /** Origin and sub-path, without a slash at the end. */
  get url(): string {
    return this.state.url;
  }

  /** Plans a fault. Targets: `*`, an operation's name, `GET /api/v4/projects/:id/jobs/*`. */
  fail(target: string, fault: Fault, times = 1, skip = 0): void {
    this.#handler.faults.add(target, fault, times, skip);
  }

  /** Makes answers late; a target's own delay counts instead of that of `*`. */
  delay(target: string, ms: number): void {
    this.#handler.faults.delay(target, ms);
  }

  /** Takes back every planned fault and delay. */
  recover(): void {
    this.#handler.faults.clear();
    this.objectStore.faults.clear();
  }

  limitRate(requests: number, windowMs = 60_000): void {
    this.#handler.rateLimit.set({ requests, windowMs });
  }

  /**
   * How many requests a user waited for one after the other; `/user` and the like can be left out, and so can those
   * that nobody has an answer to yet.
   */
  roundTrips(options: { readonly except?: readonly string[]; readonly answered?: boolean } = {}): number {
    const requests = options.answered
      ? this.requests.filter(({ endedAt }) => endedAt !== Infinity)
      : this.requests;
    return countRoundTrips(requests, options.except ?? []);
  }

  /** How often a change was asked for, since the start or the last reset: by operation, or method and route. */
  writes(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { isWrite, operationNames, method, template } of this.requests) {
      if (!isWrite) continue;
      const name = operationNames.length > 0 ? operationNames.join(' ') : `${method} ${template}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /** Everything that a write can change and how many there were, as JSON: for suites that are not in this process. */
  inspect() {
    return { ...inspectState(this.state), writes: this.writes() };
  }

  resetRequests(): void {
    this.requests.length = 0;
    this.#checkObjectStore();
    this.objectStore.requests.length = 0;
  }

  #checkObjectStore(): void {
    for (const seen of this.objectStore.requests)
      this.contractViolations.push(...misplacedTokens(seen).map((what) => `${what} (object store)`));
  }

  #check({ headers, method, path, query, body }: Incoming): void {
    if (path.startsWith('/api/v4/')) {
      const violation = contractViolation(method, path, query, parseJson(body));
      if (violation !== undefined) this.contractViolations.push(violation);
      else if (!hasRoute(method, path)) {
        this.contractViolations.push(`${method} ${path} is not modelled by the test server`);
      }
    }
    const url = `${path}?${query.toString()}`;
    this.contractViolations.push(...misplacedTokens({ url, headers, body }, { server: this.state }));
    if (usesPrivateToken(headers)) {
      this.contractViolations.push(
        `${method} ${path}: PRIVATE-TOKEN follows redirects to other hosts, use Bearer`,
      );
    }
  }
}

function hasRoute(method: string, path: string): boolean {
  return matchRoute(method, path.slice('/api/v4'.length)) !== undefined;
}

function usesPrivateToken(headers: IncomingHttpHeaders): boolean {
  return headers['private-token'] !== undefined;
}
