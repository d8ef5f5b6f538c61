import type { DiagnosisStep } from '../../../core/view/diagnosis.ts';
import { reasonInWords } from '../../../core/view/networkReasons.ts';
import type { Knock } from '../knock.ts';
import type { ChainLink } from '../lookAtChain.ts';

const name = 'TLS chain';

/** Who vouches for the server, and whether this computer believes it. */
export function diagnoseChain(
  host: string,
  { protocol }: URL,
  chain: readonly ChainLink[],
  { reason, detail, status }: Knock,
): DiagnosisStep {
  if (protocol === 'http:') {
    return { name, outcome: 'skipped', meaning: 'this computer itself is asked, without encryption' };
  }
  const [server] = chain;
  const last = chain.at(-1);
  const names = new Set([...chain.map(({ subject }) => subject), ...(last ? [last.issuer] : [])]);
  const shown = [...names].map((each) => `"${each}"`).join(' by ');
  if (status !== undefined) {
    const until = server ? `, until ${server.validTo}` : '';
    return { name, outcome: 'ok', meaning: `${shown === '' ? 'the certificate' : shown} is trusted${until}` };
  }
  const words = reason && reasonInWords(reason, host);
  if (words?.face !== 'certificate') {
    return { name, outcome: 'skipped', meaning: 'no server could be reached' };
  }
  if (reason === 'untrustedCertificate' && last) {
    const authority = last.issuer;
    return {
      name,
      outcome: 'failed',
      meaning: `${words.fact} (${shown})`,
      change: `add the PEM file of "${authority}" to gitlabSecurity.certificateAuthorities`,
    };
  }
  const until = server && reason === 'expiredCertificate' ? ` (on ${server.validTo})` : '';
  const more = reason === 'certificateFile' && detail !== undefined ? ` (${detail})` : until;
  return { name, outcome: 'failed', meaning: `${words.fact}${more}`, change: words.change };
}
