import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { DiagnosisStep } from '../../../core/view/diagnosis.ts';
import { reasonInWords } from '../../../core/view/networkReasons.ts';

const name = 'Name';

/** Whether this computer knows the host's addresses; behind a proxy it need not. Addresses are counted, not told. */
export async function diagnoseName({ hostname }: URL, proxy: string | undefined): Promise<DiagnosisStep> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return { name, outcome: 'ok', meaning: `${host} is an address, which needs no look-up` };
  const isProxied = proxy !== undefined && proxy !== 'DIRECT';
  try {
    const addresses = await lookup(host, { all: true });
    const of = (family: number) => addresses.filter((one) => one.family === family).length;
    return { name, outcome: 'ok', meaning: `${host} has ${of(4)} IPv4 and ${of(6)} IPv6 addresses` };
  } catch {
    if (isProxied) {
      return {
        name,
        outcome: 'skipped',
        meaning: `this computer does not know ${host}; the proxy looks it up`,
      };
    }
    const { fact, change } = reasonInWords('unknownHost', host);
    return { name, outcome: 'failed', meaning: fact, change };
  }
}
