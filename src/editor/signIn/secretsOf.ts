import type { Instance } from '../../core/model/project.ts';
import type { Accounts } from './accounts.ts';

/** What would let somebody in as any account of an instance, as it is at the moment: nothing is renewed for this. */
export async function secretsOf(accounts: Accounts, instance: Instance): Promise<readonly string[]> {
  const texts = (await accounts.list(instance)).map(async (account) => {
    const { credentials } = account;
    if (!credentials) return [await accounts.tokenOf(account)];
    if (credentials.kind === 'token') return [credentials.token];
    return [credentials.accessToken, credentials.refreshToken];
  });
  return (await Promise.all(texts)).flat().filter((text) => text !== undefined);
}
