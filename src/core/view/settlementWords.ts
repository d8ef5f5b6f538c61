import { inDigits } from '../base/inDigits.ts';
import type { Finding } from '../model/finding.ts';
import type { PossibleActions } from '../settling/possibleActions.ts';
import { plainLine } from './plainText.ts';
import { count, underwayWords } from './words.ts';

/** What is being done about a finding, or was done and is not settled yet, in a few words. */
export function settlementWords({ underway, appliedFix, request }: Finding): string | undefined {
  if (underway) return underwayWords[underway];
  if (appliedFix) return 'Fix applied here, waiting for the pipeline';
  if (!request) return undefined;
  const { answer } = request;
  return answer ? `Dismissal request answered by ${plainLine(answer.by)}` : 'Dismissal requested';
}

/** Where something else is being written about the same finding. */
export const stillAsked = 'GitLab is still being asked; wait for its answer.';

/** Where what is to be tried again, or undone, has been settled or has gone meanwhile. */
export const nothingLeft =
  'Nothing is left to do, since these findings are gone, settled or being settled; look at the list.';

/** Some of the chosen findings have no part in what follows: they `cannot be dismissed`. */
export function leftOutWords(left: number, of: number, done: string): string {
  const stay = left === 1 ? 'stays as it is' : 'stay as they are';
  return `${inDigits(left)} of ${count(of, 'finding')} cannot be ${done} now and ${stay}; look at the details.`;
}

/** What "Dismiss" comes down to, as a button. */
export const dismissTitles: Readonly<Record<NonNullable<PossibleActions['dismiss']>, string>> = {
  dismiss: 'Dismiss…',
  request: 'Request Dismissal…',
  hide: 'Hide Here…',
};
