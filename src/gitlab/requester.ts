import { oneTurn, type Turns } from '../core/base/turns.ts';
import type { Logger } from '../core/base/logger.ts';
import { GitLabFailure, isGitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import { failureOfResponse } from './failureOfResponse.ts';
import { failureOfTransport } from './failureOfTransport.ts';
import { KnownAnswers } from './knownAnswers.ts';
import { limitConcurrency } from './limitConcurrency.ts';
import { RateBudget } from './rateBudget.ts';
import { readBody } from './readBody.ts';
import { retryDelay } from './retryDelay.ts';
import { Watchdog } from './watchdog.ts';

export interface RequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the instance's URL, with a leading slash, percent-encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form, as OAuth's endpoints take it (RFC 6749, appendix B), and without the token: it brings its own. */
  readonly form?: Readonly<Record<string, string>>;
  /** Whether it may be sent again after a failure. Writes may not. */
  readonly isRead: boolean;
  /**
   * Probably not needed, and asked for only so that nobody has to wait if it is: it takes no place from what is needed,
   * which may be what makes it needless.
   */
  readonly isSpare?: boolean;
  /** Bytes after decompression; more is refused while it streams. */
  readonly limit: number;
  /** May take half an hour as long as something arrives; anything else is given up after five minutes. */
  readonly mayTakeLong?: boolean;
  /**
   * A GET of JSON that is asked for again and again: the answer is kept, and asked for only if it changed. Reports and
   * files are not, since whoever needs them again keeps them.
   */
  readonly isRepeated?: boolean;
}

export interface Answer {
  readonly bytes: Uint8Array;
  /** Lower case, without parameters. */
  readonly contentType: string;
}

/** `fetch`, as much of it as is used here; redirects are never followed by it. */
export type Fetch = (
  url: URL,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
    /** What will be read at most, for those who decompress; the platform's own does not know it. */
    readonly mostBytes: number;
  },
) => Promise<Response>;

export interface RequesterPorts {
  readonly fetch: Fetch;
  readonly logger: Logger;
  /** Asked for each request, so that a replaced token counts at once. */
  readonly token: () => Promise<string | undefined>;
  /** Told of a token that was refused; whether there is another one by now. */
  readonly renewToken?: (refused: string) => Promise<boolean>;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly now: () => number;
  /** How long a server may say nothing, in milliseconds; 30 seconds unless told. A long answer may take longer. */
  readonly longestSilence?: number;
  /** How long an answer may take in all, in milliseconds; five minutes unless told. */
  readonly longestRequest?: number;
  /** In which long answers are put together; all at once unless told. */
  readonly turns?: (signal: AbortSignal) => Turns;
  /** What everything that asks this instance shares; its own unless told. */
  readonly budget?: RateBudget;
}

/** Which token a request went with last. */
interface Sent {
  token?: string | undefined;
}

const longestSilence = 30_000;
const longestRequest = 5 * 60_000;
const longestDownload = 30 * 60_000;
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
  readonly #known = new KnownAnswers();
  readonly #budget: RateBudget;

  constructor(instance: Instance, ports: RequesterPorts) {
    this.instance = instance;
    this.#ports = ports;
    this.#budget = ports.budget ?? new RateBudget();
  }

  /** Throws `GitLabFailure`, or the signal's reason when the caller aborted. */
  async request(options: RequestOptions, signal: AbortSignal): Promise<Answer> {
    const limit = options.isSpare ? this.#spareLimit : this.#limit;
    const sent: Sent = {};
    let isRenewed = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await limit(async () => {
          await this.#turn(signal);
          return this.#once(options, sent, signal);
        });
      } catch (error) {
        signal.throwIfAborted();
        // Whoever is refused for the token has changed nothing, so a write may be sent again as well.
        if (!isRenewed && (await this.#renew(error, sent))) {
          isRenewed = true;
          continue;
        }
        const delay = retryDelay(error, attempt, this.#ports);
        if (!options.isRead || attempt >= mostTries || delay === undefined) throw error;
        await this.#ports.wait(delay, signal);
      }
    }
  }

  /** For whatever else is long about an answer. */
  turns(signal: AbortSignal): Turns {
    return this.#ports.turns?.(signal) ?? oneTurn;
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const delay = this.#budget.reserve(this.#ports.now());
    if (delay > 0) await this.#ports.wait(delay, signal);
  }

  async #once(options: RequestOptions, sent: Sent, signal: AbortSignal): Promise<Answer> {
    const { method, path, limit } = options;
    const { logger, now } = this.#ports;
    const own = new URL(this.instance.url + path);
    // Renewing a sign-in may take a while, none of which is the server's silence.
    const credentials = options.form ? {} : await this.#credentials(sent);
    signal.throwIfAborted();
    const started = now();
    const total = options.mayTakeLong ? longestDownload : (this.#ports.longestRequest ?? longestRequest);
    const watchdog = new Watchdog(this.#ports.longestSilence ?? longestSilence, total);
    const both = AbortSignal.any([signal, watchdog.signal]);
    const log = (outcome: string) =>
      logger.debug(`${method} ${own.pathname} ${outcome} ${Math.round(now() - started)} ms`);
    try {
      const { response, isDirect, isOwn } = await this.#follow(own, options, credentials, sent, both);
      watchdog.alive();
      const unchanged = response.status === 304 ? this.#known.again(path) : undefined;
      if (unchanged) {
        log('304');
        return unchanged;
      }
      if (!response.ok) throw await failureOfResponse(response, this.instance, both, now(), isOwn);
      const bytes = await readBody(response, limit, this.instance, this.turns(both), () => watchdog.alive());
      log(`${response.status}`);
      const contentType =
        (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      const answer = { bytes, contentType };
      if (options.isRepeated && isDirect) this.#known.remember(path, response.headers.get('etag'), answer);
      return answer;
    } catch (error) {
      if (signal.aborted) {
        log('aborted');
        throw signal.reason;
      }
      const failure = isGitLabFailure(error)
        ? error
        : failureOfTransport(error, this.instance, watchdog.ranOut);
      log(failure.status === undefined ? failure.code : `${failure.status}`);
      throw failure;
    } finally {
      watchdog.stop();
    }
  }

  async #follow(
    own: URL,
    options: RequestOptions,
    credentials: Readonly<Record<string, string>>,
    sent: Sent,
    signal: AbortSignal,
  ): Promise<{ readonly response: Response; readonly isDirect: boolean; readonly isOwn: boolean }> {
    const { method, path, body, form, limit } = options;
    const etag = options.isRepeated ? this.#known.etagOf(path) : undefined;
    let url = own;
    let isOwn = true;
    for (let redirects = 0; ; redirects++) {
      const response = await this.#ports.fetch(url, {
        method,
        redirect: 'manual',
        signal,
        mostBytes: limit,
        headers: {
          ...(isOwn && { accept: 'application/json, */*' }),
          ...(isOwn && credentials),
          // Only for what the instance itself answers: elsewhere the same path is something else.
          ...(etag !== undefined && url === own ? { 'if-none-match': etag } : {}),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(form && { body: new URLSearchParams(form).toString() }),
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) {
        return { response, isDirect: url === own, isOwn };
      }
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
      // What another server refuses says nothing of the token.
      if (!isOwn) sent.token = undefined;
    }
  }

  async #renew(error: unknown, { token }: Sent): Promise<boolean> {
    if (!isGitLabFailure(error) || error.code !== 'unauthorized' || token === undefined) return false;
    return (await this.#ports.renewToken?.(token)) ?? false;
  }

  /** Whoever signed out in between asks for nothing more. */
  async #credentials(sent: Sent): Promise<{ readonly authorization: string }> {
    const token = await this.#ports.token();
    sent.token = token;
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
