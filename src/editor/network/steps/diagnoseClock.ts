import type { DiagnosisStep } from '../../../core/view/diagnosis.ts';
import type { Knock } from '../knock.ts';
import type { ChainLink } from '../lookAtChain.ts';

const name = 'Clock';
const minute = 60_000;
const change = 'let the system set the time';

/**
 * Certificates and tokens are judged by this computer's clock; the server's is in each answer (RFC 9110, 6.6.1). A clock
 * that is so wrong that there is no answer is seen by the certificates.
 */
export function diagnoseClock({ date }: Knock, now: number, chain: readonly ChainLink[]): DiagnosisStep {
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return byCertificates(now, chain);
  const apart = Math.round((now - server) / minute);
  if (Math.abs(apart) < 5)
    return { name, outcome: 'ok', meaning: 'this computer and the server agree on the time' };
  return {
    name,
    outcome: 'failed',
    meaning: `this computer's clock is ${Math.abs(apart)} minutes ${apart > 0 ? 'ahead of' : 'behind'} the server's`,
    change,
  };
}

function byCertificates(now: number, chain: readonly ChainLink[]): DiagnosisStep {
  const here = `by this computer's clock (${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} GMT)`;
  // Hardly anybody is given a certificate for later.
  const early = chain.find(({ validFrom }) => now < Date.parse(validFrom));
  if (early) {
    const { subject, validFrom } = early;
    const meaning = `${here} the certificate of "${subject}" is not valid yet: it begins on ${validFrom}`;
    return { name, outcome: 'failed', meaning, change };
  }
  // This one may just as well be true.
  const late = chain.find(({ validTo }) => now > Date.parse(validTo));
  if (late) {
    const { subject, validTo } = late;
    const meaning = `${here} the certificate of "${subject}" is not valid any more: it ended on ${validTo}`;
    return { name, outcome: 'noted', meaning, change: `${change}, if that is not the time it is` };
  }
  return { name, outcome: 'skipped', meaning: 'no answer tells the time' };
}
