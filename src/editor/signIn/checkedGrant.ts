import type { OAuthCredentials } from '../../core/model/credentials.ts';
import type { Instance } from '../../core/model/project.ts';
import type { TokenReport } from '../../core/sync/ports.ts';
import type { Accounts } from './accounts.ts';
import { checkedReport, type CheckToken } from './checkedReport.ts';

/** A pair that GitLab gave, and whose it is. */
export interface Granted {
  readonly report: TokenReport;
  readonly credentials: OAuthCredentials;
}

export interface GrantPorts {
  readonly checkToken: CheckToken;
  readonly accounts: Pick<Accounts, 'discard'>;
}

/** Checks a pair that GitLab has just given. Where it will not do, or the user has left meanwhile, it is ended there. */
export async function checkedGrant(
  instance: Instance,
  credentials: OAuthCredentials,
  ports: GrantPorts,
  signal: AbortSignal,
): Promise<Granted | string> {
  const report = await checkedReport(instance, credentials.accessToken, ports, signal);
  if (typeof report !== 'string' && !signal.aborted) return { report, credentials };
  await ports.accounts.discard(instance, credentials);
  return typeof report === 'string' ? report : 'You left before it was checked; sign in again.';
}
