import type { DismissalReason } from '../model/finding.ts';
import type { OutcomeWords } from './explainOutcome.ts';
import { dismissalReasonNames } from './words.ts';

/** What came of dismissing. */
export function dismissWords(reason: DismissalReason): OutcomeWords {
  return stateWords(
    'Dismissed',
    'dismissed',
    `dismissed already as ${nameOf(reason)}`,
    ` as ${nameOf(reason)}`,
  );
}

/** What came of giving a dismissal other words. */
export function editWords(reason: DismissalReason): OutcomeWords {
  const already = `dismissed already as ${nameOf(reason)}`;
  return stateWords('Changed the dismissal of', 'changed', already, ` as ${nameOf(reason)}`);
}

/** What came of taking a dismissal back. */
export const restoreWords = stateWords('Restored', 'restored', 'restored already');

function stateWords(capital: string, done: string, already: string, as = ''): OutcomeWords {
  return {
    done: (what) => `${capital} ${what}${as}`,
    already: (what, was) => `${what} ${was} ${already}, and nothing was sent`,
    notDone: (what, was) => `${what} ${was} not ${done}`,
    whether: (what) => `whether ${what} was ${done}`,
    overtaken: ['tryAgain'],
  };
}

function nameOf(reason: DismissalReason): string {
  return `“${dismissalReasonNames[reason]}”`;
}
