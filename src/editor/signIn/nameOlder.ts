import type { Credentials } from '../../core/model/credentials.ts';
import type { Instance } from '../../core/model/project.ts';
import { keptId, type Account } from './account.ts';
import type { AccountTokens } from './accountTokens.ts';
import type { CheckToken } from './checkedReport.ts';
import type { Notes } from './notes.ts';
import type { Vault } from './vault.ts';

export interface NameOlderPorts {
  readonly vault: Vault;
  readonly notes: Notes;
  readonly tokens: AccountTokens;
  readonly checkToken: CheckToken;
}

const never = new AbortController().signal;

/**
 * A sign-in from before accounts had names gets its own before there is another one beside it. Where GitLab does not say
 * it, or it is the new one's, the new one takes its place: resolves to what nobody needs any more.
 */
export function nameOlder({ vault, notes, tokens, checkToken }: NameOlderPorts) {
  return async (instance: Instance, newId: string): Promise<Credentials | undefined> => {
    const { url: id } = instance;
    const credentials = newId !== id && notes.kept.includes(id) ? await vault.get(id) : undefined;
    if (!credentials) return undefined;
    const account: Account = { id, instance, source: 'kept', credentials };
    const report = await tokens
      .of(account)
      .then((token) => (token === undefined ? undefined : checkToken(instance, token, never)))
      .catch(() => undefined);
    const named = keptId(instance, report?.username);
    // Renewed, perhaps, to know its name.
    const now = (await vault.get(id)) ?? credentials;
    const isOther = ![id, newId, ...notes.kept].includes(named);
    if (isOther) {
      await notes.add(named);
      await vault.set(named, now);
    }
    await notes.forget(id);
    if (!(await vault.delete(id))) await notes.addLeft(id);
    return isOther ? undefined : now;
  };
}
