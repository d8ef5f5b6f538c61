import type { Finding } from '../model/finding.ts';
import type { PossibleActions } from '../settling/possibleActions.ts';
import { plainLine } from './plainText.ts';
import { underwayWords } from './words.ts';

/** What is being done about a finding, or was done and is not settled yet, in a few words. */
export function settlementWords({ underway, appliedFix, request }: Finding): string | undefined {
  if (underway) return underwayWords[underway];
  if (appliedFix) return 'Fix applied here, waiting for the pipeline';
  if (!request) return undefined;
  const { answer } = request;
  return answer ? `Dismissal request answered by ${plainLine(answer.by)}` : 'Dismissal requested';
}

/** What "Dismiss" comes down to, as a button. */
export const dismissTitles: Readonly<Record<NonNullable<PossibleActions['dismiss']>, string>> = {
  dismiss: 'Dismiss…',
  request: 'Request Dismissal…',
  hide: 'Hide Here…',
};
