import type { Logger } from '../core/base/logger.ts';
import { GitLabFailure, isGitLabFailure } from '../core/model/failure.ts';
import { instanceName, type Instance } from '../core/model/project.ts';
import { failureOfResponse } from './failureOfResponse.ts';
import { limitConcurrency } from './limitConcurrency.ts';
import { readBody } from './readBody.ts';
import { retryDelay } from './retryDelay.ts';
import { Watchdog } from './watchdog.ts';

export interface RequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the instance's URL, with a leading slash, percent-encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whether it may be sent again after a failure. Writes may not. */
  readonly isRead: boolean;
  /**
   * Probably not needed, and asked for only so that nobody has to wait if it is: it takes no place from what is needed,
   * which may be what makes it needless.
   */
  readonly isSpare?: boolean;
  /** Bytes after decompression; more is refused while it streams. */
  readonly limit: number;
}

export interface Answer {
  readonly bytes: Uint8Array;
  /** Lower case, without parameters. */
  readonly contentType: string;
}

export interface RequesterPorts {
  readonly fetch: typeof fetch;
  readonly logger: Logger;
  /** Asked for each request, so that a replaced token counts at once. */
  readonly token: () => Promise<string | undefined>;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly now: () => number;
  /** How long a server may say nothing, in milliseconds; 30 seconds unless told. A long answer may take longer. */
  readonly longestSilence?: number;
}

const longestSilence = 30_000;
const mostRedirects = 5;
const mostTries = 3;
/** Enough for the reports of all eight types of a merge request and of its target branch side by side. */
const mostAtOnce = 16;

/**
 * The one way out to a GitLab instance. The token goes to the instance's own origin and nowhere else: redirects are
 * followed by hand, without credentials as soon as they leave it, and never from https to http.
 */
export class Requester {
  readonly instance: Instance;
  readonly #ports: RequesterPorts;
  readonly #limit = limitConcurrency(mostAtOnce);
  readonly #spareLimit = limitConcurrency(mostAtOnce);

  constructor(instance: Instance, ports: RequesterPorts) {
    this.instance = instance;
    this.#ports = ports;
  }

  /** Throws `GitLabFailure`, or the signal's reason when the caller aborted. */
  async request(options: RequestOptions, signal: AbortSignal): Promise<Answer> {
    const limit = options.isSpare ? this.#spareLimit : this.#limit;
    for (let attempt = 1; ; attempt++) {
      try {
        return await limit(() => this.#once(options, signal));
      } catch (error) {
        signal.throwIfAborted();
        const delay = retryDelay(error, attempt, this.#ports);
        if (!options.isRead || attempt >= mostTries || delay === undefined) throw error;
        await this.#ports.wait(delay, signal);
      }
    }
  }

  async #once({ method, path, body, limit }: RequestOptions, signal: AbortSignal): Promise<Answer> {
    const { logger, now } = this.#ports;
    const own = new URL(this.instance.url + path);
    const started = now();
    const watchdog = new Watchdog(this.#ports.longestSilence ?? longestSilence);
    const both = AbortSignal.any([signal, watchdog.signal]);
    const log = (outcome: string) =>
      logger.debug(`${method} ${own.pathname} ${outcome} ${Math.round(now() - started)} ms`);
    try {
      const response = await this.#follow(own, method, body, both);
      watchdog.alive();
      if (!response.ok) throw await failureOfResponse(response, this.instance, both);
      const bytes = await readBody(response, limit, this.instance, () => watchdog.alive());
      log(`${response.status}`);
      return {
        bytes,
        contentType: (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
      };
    } catch (error) {
      if (signal.aborted) {
        log('aborted');
        throw signal.reason;
      }
      if (isGitLabFailure(error)) {
        log(error.status === undefined ? error.code : `${error.status}`);
        throw error;
      }
      const code = watchdog.signal.aborted ? 'timeout' : 'unreachable';
      log(code);
      const name = instanceName(this.instance);
      throw new GitLabFailure(code, `${name}: ${code}`, {
        instance: this.instance,
        detail: reasonOf(error),
        cause: error,
      });
    } finally {
      watchdog.stop();
    }
  }

  async #follow(own: URL, method: string, body: unknown, signal: AbortSignal): Promise<Response> {
    let url = own;
    let isOwn = true;
    for (let redirects = 0; ; redirects++) {
      const response = await this.#ports.fetch(url, {
        method,
        redirect: 'manual',
        signal,
        headers: {
          ...(isOwn ? { accept: 'application/json, */*', ...(await this.#credentials()) } : {}),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await response.body?.cancel();
      const next = addressOf(location, url);
      const downgrade = url.protocol === 'https:' && next?.protocol === 'http:';
      if (method !== 'GET' || downgrade || redirects >= mostRedirects || !next) {
        const why = downgrade
          ? 'redirected to an unencrypted address'
          : 'redirected where it cannot be followed';
        throw new GitLabFailure('unexpectedAnswer', why, {
          instance: this.instance,
          status: response.status,
          detail: why,
        });
      }
      url = next;
      // Once away, always away: another server must not send us back with a token to where it likes.
      isOwn &&= next.origin === own.origin;
    }
  }

  /** Whoever signed out in between asks for nothing more. */
  async #credentials(): Promise<{ readonly authorization: string }> {
    const token = await this.#ports.token();
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    const detail = 'you are not signed in any more';
    throw new GitLabFailure('unauthorized', detail, { instance: this.instance, detail });
  }
}

/** `undefined` for what is no address on the web. */
function addressOf(location: string, from: URL): URL | undefined {
  try {
    const url = new URL(location, from);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** The innermost cause names what happened (`ECONNREFUSED`); the outer ones only say that fetch failed. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return code ?? (cause instanceof Error ? cause.message : 'no connection');
}
