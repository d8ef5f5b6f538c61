import { createHash } from 'node:crypto';
import type { Account } from './account.ts';

/** An account, and what tells its user from every other one of the same instance. */
export interface MarkedAccount extends Pick<Account, 'id' | 'instance'> {
  /** May be written to disk: a digest at most, from which no token can be had. */
  readonly mark: string;
}

/**
 * The user's name is the mark where it is known. Where it is not (the environment, glab, who signed in while GitLab did not
 * say), the same id may be another user's tomorrow: only the same sign-in is the same user then.
 *
 * @param outside the token of an account whose credentials somebody else keeps
 */
export async function markAccount(
  { id, instance, username, credentials }: Account,
  outside: () => Promise<string | undefined>,
): Promise<MarkedAccount> {
  if (username !== undefined) return { id, instance, mark: id };
  const secret =
    credentials?.kind === 'oauth' ? credentials.session : (credentials?.token ?? (await outside()));
  const mark = createHash('sha256')
    .update(JSON.stringify(['account', id, secret]))
    .digest('hex');
  return { id, instance, mark };
}
