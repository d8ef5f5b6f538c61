import type { Credentials } from '../model/credentials.ts';

const day = 24 * 60 * 60 * 1000;
/** As GitLab itself writes its first e-mail about a token that expires. */
const warnedBefore = 7 * day;

export interface Expiry {
  /** `2026-03-03` */
  readonly date: string;
  readonly isPast: boolean;
}

/**
 * What is known of the day a sign-in ends on. A pair that renews itself does not expire; one that cannot is over within
 * hours, which nobody needs to be told.
 */
export function lastDayOf(credentials: Credentials | undefined): string | undefined {
  return credentials?.kind === 'token' ? credentials.expiresAt : undefined;
}

/** The day a token ends on, if that is to be told by now. GitLab ends a token at midnight UTC of its day. */
export function expiryOf(date: string | undefined, now: number): Expiry | undefined {
  const ends = Date.parse(date ?? '');
  if (date === undefined || Number.isNaN(ends) || ends - now > warnedBefore) return undefined;
  return { date, isPast: ends <= now };
}
