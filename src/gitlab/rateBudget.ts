/** Requests that may be begun at once after a pause: more than a merge request with reports of all types takes. */
const burst = 60;
/** And on average: a sixth of what GitLab.com grants (https://docs.gitlab.com/security/rate_limits/, 2,000 per minute). */
const perMinute = 300;

/**
 * How fast one instance is asked: a token bucket, shared by everything in this process. Turns are given in order and
 * ahead of time, so nobody has to look again whether it is their turn.
 */
export class RateBudget {
  #tokens = burst;
  #filledAt: number | undefined;

  /** Takes a turn; says how many milliseconds it is away. */
  reserve(now: number): number {
    const gained = ((now - (this.#filledAt ?? now)) * perMinute) / 60_000;
    this.#tokens = Math.min(burst, this.#tokens + Math.max(0, gained)) - 1;
    this.#filledAt = now;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens * 60_000) / perMinute);
  }
}
