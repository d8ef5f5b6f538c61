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
 * The day a sign-in ends on, if that is to be told by now. GitLab ends a token at midnight UTC of its day. A pair that
 * renews itself does not expire; one that cannot is over within hours, which nobody needs to be told.
 */
export function expiryOf(credentials: Credentials, now: number): Expiry | undefined {
  if (credentials.kind !== 'token' || credentials.expiresAt === undefined) return undefined;
  const ends = Date.parse(credentials.expiresAt);
  if (Number.isNaN(ends) || ends - now > warnedBefore) return undefined;
  return { date: credentials.expiresAt, isPast: ends <= now };
}
