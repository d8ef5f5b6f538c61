import type { Logger } from '../../core/base/logger.ts';
import type { Instance } from '../../core/model/project.ts';
import { expiryOf, lastDayOf, type Expiry } from '../../core/signIn/expiryOf.ts';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';
import type { CheckToken } from './checkedReport.ts';

export interface ExpiringPorts {
  readonly accounts: Accounts;
  readonly checkToken: CheckToken;
  /** Whether a repository here belongs to it: of other instances nobody asks anything. */
  readonly isInUse: (instance: Instance) => boolean;
  readonly now: () => number;
  readonly logger: Logger;
}

export interface Expiring extends Expiry {
  readonly account: Account;
}

const never = new AbortController().signal;

/**
 * The accounts whose token ends soon, or has ended while it is the one that is used. Of tokens that somebody else keeps,
 * in the environment or in glab's configuration, only GitLab knows the day, and of those that it did not tell at sign-in.
 */
export async function expiring(ports: ExpiringPorts): Promise<readonly Expiring[]> {
  const { accounts, now } = ports;
  const all = (await accounts.list()).map(async (account): Promise<readonly Expiring[]> => {
    const isUsed = (await accounts.used(account.instance))?.id === account.id;
    const date = needsAsking(account)
      ? isUsed && (await asked(account, ports))
      : lastDayOf(account.credentials);
    const expiry = expiryOf(date === false ? undefined : date, now());
    return expiry && (isUsed || !expiry.isPast) ? [{ account, ...expiry }] : [];
  });
  return (await Promise.all(all)).flat();
}

/** A token that never expires has no day either: one more request every few hours. */
function needsAsking({ credentials }: Account): boolean {
  return credentials === undefined || (credentials.kind === 'token' && credentials.expiresAt === undefined);
}

async function asked(
  account: Account,
  { accounts, checkToken, isInUse, logger }: ExpiringPorts,
): Promise<string | undefined> {
  if (!isInUse(account.instance)) return undefined;
  try {
    const token = await accounts.tokenOf(account);
    return token === undefined ? undefined : (await checkToken(account.instance, token, never)).expiresAt;
  } catch (error) {
    // It is asked again in a few hours; whatever is wrong with the token is told with the findings.
    logger.debug(`the last day of a token is not known: ${String(error)}`);
    return undefined;
  }
}
