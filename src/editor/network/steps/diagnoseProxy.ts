import type { DiagnosisStep } from '../../../core/view/diagnosis.ts';
import { reasonInWords } from '../../../core/view/networkReasons.ts';
import type { Knock } from '../knock.ts';

/** VS Code's settings of that name, and whether the environment names a proxy. */
export interface ProxySettings {
  readonly proxy: string;
  readonly proxySupport: string;
  readonly noProxy: readonly string[];
  readonly isInEnvironment: boolean;
}

const name = 'Proxy';

/** Which proxy the request took, and whether it let it through. */
export function diagnoseProxy(
  host: string,
  settings: ProxySettings,
  used: string | undefined,
  { reason, detail }: Knock,
): DiagnosisStep {
  if (reason !== undefined) {
    const words = reasonInWords(reason, host);
    if (words.face === 'proxy') {
      const because = reason === 'proxyAuthentication' || detail === undefined ? '' : ` (${detail})`;
      return { name, outcome: 'failed', meaning: `${words.fact}${because}`, change: words.change };
    }
  }
  if (used !== undefined && used !== 'DIRECT') {
    const from =
      settings.proxy !== '' ? 'http.proxy' : settings.isInEnvironment ? 'the environment' : 'the system';
    const where = used.replace(/^\S+ /, '');
    return { name, outcome: 'ok', meaning: `requests go through ${where}, as ${from} says` };
  }
  const isNamed = settings.proxy !== '' || settings.isInEnvironment;
  if (!isNamed) return { name, outcome: 'ok', meaning: 'none is used' };
  const why =
    settings.proxySupport === 'off'
      ? 'http.proxySupport is off'
      : settings.noProxy.length > 0
        ? `http.noProxy lists ${settings.noProxy.join(', ')}`
        : 'NO_PROXY excepts this host, or it is this computer itself';
  return { name, outcome: 'ok', meaning: `none is used, since ${why}` };
}
