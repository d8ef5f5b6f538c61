import type { GitLabSettings } from '../settings.ts';
import { json, type Reply } from './reply.ts';

/** Counts requests in windows of fixed length, as GitLab's throttles do. */
export class RateLimit {
  #limit: GitLabSettings['rateLimit'];
  #windowStart = 0;
  #seen = 0;

  constructor(limit: GitLabSettings['rateLimit']) {
    this.#limit = limit;
  }

  set(limit: GitLabSettings['rateLimit']): void {
    this.#limit = limit;
    this.#seen = 0;
    this.#windowStart = Date.now();
  }

  /** Counts one request; the refusal if it is one too many. */
  refuse(): Reply | undefined {
    const { requests, windowMs } = this.#limit;
    if (requests === 0) return undefined;
    const now = Date.now();
    if (now - this.#windowStart >= windowMs) {
      this.#windowStart = now;
      this.#seen = 0;
    }
    this.#seen += 1;
    if (this.#seen <= requests) return undefined;
    const reset = this.#windowStart + windowMs;
    const message = { error: 'This endpoint has been requested too many times. Try again later.' };
    return json(
      429,
      { message },
      {
        'ratelimit-limit': String(requests),
        'ratelimit-name': 'throttle_authenticated_api',
        'ratelimit-observed': String(this.#seen),
        'ratelimit-remaining': '0',
        'ratelimit-reset': String(Math.ceil(reset / 1000)),
        'ratelimit-resettime': new Date(reset).toUTCString(),
        'retry-after': String(Math.max(1, Math.ceil((reset - now) / 1000))),
      },
    );
  }
}
