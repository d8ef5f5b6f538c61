import type { Finding } from '../model/finding.ts';

/** Whether there is still something to be done about a finding: nobody has dismissed, resolved or fixed it. */
export function isOpen({ state, change }: Pick<Finding, 'state' | 'change'>): boolean {
  return change !== 'fixed' && (state === 'detected' || state === 'confirmed');
}
