import type { DiagnosisStep } from '../../../core/view/diagnosis.ts';
import type { Knock } from '../knock.ts';

const name = 'Clock';
const minute = 60_000;

/** Certificates and tokens are judged by this computer's clock; the server's is in each answer (RFC 9110, 6.6.1). */
export function diagnoseClock({ date }: Knock, now: number): DiagnosisStep {
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return { name, outcome: 'skipped', meaning: 'no answer tells the time' };
  const apart = Math.round((now - server) / minute);
  if (Math.abs(apart) < 5)
    return { name, outcome: 'ok', meaning: 'this computer and the server agree on the time' };
  return {
    name,
    outcome: 'failed',
    meaning: `this computer's clock is ${Math.abs(apart)} minutes ${apart > 0 ? 'ahead of' : 'behind'} the server's`,
    change: 'let the system set the time',
  };
}
