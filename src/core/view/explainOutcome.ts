import { instanceName } from '../model/project.ts';
import type { Outcome } from '../settling/ports.ts';
import { leftAsItWas, namedTargets, wasOvertaken, type Explained, type OutcomeText } from './outcomeText.ts';
import { reasonOfFailure } from './reasonOfFailure.ts';
import { count } from './words.ts';

/** What was to be done about a finding, in the words of its sentences. */
export interface Deed {
  /** `dismissed`, as in "was not dismissed". */
  readonly done: string;
  /** `Dismissed`, at the start of a sentence. */
  readonly capital: string;
  /** What the finding is then, as in "was dismissed already". */
  readonly state: string;
}

export const deeds = {
  dismiss: { done: 'dismissed', capital: 'Dismissed', state: 'dismissed' },
  restore: { done: 'restored', capital: 'Restored', state: 'restored' },
  edit: { done: 'changed', capital: 'Changed the dismissal of', state: 'dismissed' },
} as const satisfies Readonly<Record<string, Deed>>;

/** One sentence for all that came of it, and what to do next. */
export function explainOutcomes(deed: Deed, outcomes: readonly Outcome[], suffix = ''): OutcomeText {
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  const bad = outcomes.filter(({ kind }) => kind !== 'done' && kind !== 'cancelled');
  const [first] = bad;
  const [only] = outcomes;
  if (!first) {
    const cancelled = outcomes.length - done.length;
    const what = outcomes.length === 1 && only ? namedTargets([only.target]) : count(done.length, 'finding');
    const isOld = done.length > 0 && done.every(({ already }) => already);
    const were = done.length === 1 ? 'was' : 'were';
    if (isOld)
      return {
        isBad: false,
        sentence: `${what} ${were} ${deed.state} already${suffix}, and nothing was sent${leftAsItWas(cancelled)}.`,
        steps: [],
      };
    const sentence = `${deed.capital} ${what}${suffix}${leftAsItWas(cancelled)}.`;
    return { isBad: false, sentence, steps: [] };
  }
  const { why, steps } = explainOne(deed, first);
  const { instance } = first.target.snapshot;
  if (outcomes.length === 1) return { isBad: true, sentence: why, steps, instance };
  const all = `${bad.length} of ${count(outcomes.length, 'finding')} ${bad.length === 1 ? 'was' : 'were'} not ${deed.done}`;
  const [next = 'showLog'] = steps;
  return { isBad: true, sentence: `${all}. First: ${why}`, steps: [next, 'showResults'], instance };
}

/** What came of each finding, a sentence for each; what did not happen comes first. */
export function explainEach(
  deed: Deed,
  outcomes: readonly Outcome[],
): readonly { readonly outcome: Outcome; readonly sentence: string }[] {
  const sentenceOf = (outcome: Outcome) => {
    if (outcome.kind === 'done') return `${deed.capital}.`;
    return outcome.kind === 'cancelled' ? 'Left as it was.' : explainOne(deed, outcome).why;
  };
  const all = outcomes.map((outcome) => ({ outcome, sentence: sentenceOf(outcome) }));
  const isBad = ({ outcome: { kind } }: (typeof all)[number]) => kind !== 'done' && kind !== 'cancelled';
  return [...all.filter(isBad), ...all.filter((one) => !isBad(one))];
}

function explainOne({ done }: Deed, outcome: Outcome): Explained {
  const name = namedTargets([outcome.target]);
  switch (outcome.kind) {
    case 'done':
    case 'cancelled':
      return { why: '', steps: [] };
    case 'overtaken':
      return {
        why: `${name} was not ${done}: it ${wasOvertaken(outcome.status)}.`,
        steps: ['tryAgain'],
      };
    case 'refused': {
      const { reason, steps } = reasonOfFailure(outcome.failure, outcome.target);
      return { why: `${name} was not ${done}: ${reason}.`, steps };
    }
    case 'unknown': {
      const host = instanceName(outcome.target.snapshot.instance);
      return {
        why: `Whether ${name} was ${done} is not known: ${host} did not answer; refresh to see.`,
        steps: ['refresh', 'showLog'],
      };
    }
  }
}
