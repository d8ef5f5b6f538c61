import type { Instance } from '../../core/model/project.ts';
import type { TokenReport } from '../../core/sync/ports.ts';
import { explainRefusal } from './explainRefusal.ts';

/** Asks GitLab about a token, whether it is kept or not. */
export type CheckToken = (instance: Instance, token: string, signal: AbortSignal) => Promise<TokenReport>;

/** What GitLab says of a token, or a sentence that says why it will not do. */
export async function checkedReport(
  instance: Instance,
  token: string,
  { checkToken }: { readonly checkToken: CheckToken },
  signal: AbortSignal,
): Promise<TokenReport | string> {
  try {
    const report = await checkToken(instance, token, signal);
    return whatIsMissing(report) ?? report;
  } catch (error) {
    return explainRefusal(error, instance);
  }
}

function whatIsMissing({ scopes }: TokenReport): string | undefined {
  if (!scopes || scopes.includes('api') || scopes.includes('read_api')) return undefined;
  const has =
    scopes.length === 0 ? 'no scope' : `the scope${scopes.length === 1 ? '' : 's'} ${scopes.join(', ')}`;
  return `This token has ${has}; create one with read_api or api.`;
}
