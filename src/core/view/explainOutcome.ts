import { inDigits } from '../base/inDigits.ts';
import { isGitLabFailure } from '../model/failure.ts';
import { instanceName } from '../model/project.ts';
import type { Outcome } from '../settling/ports.ts';
import {
  leftAsItWas,
  namedTargets,
  wasOvertaken,
  type Explained,
  type OutcomeStep,
  type OutcomeText,
} from './outcomeText.ts';
import { reasonOfFailure, type FailureReason } from './reasonOfFailure.ts';
import { count } from './words.ts';

/** What was to be done about findings, in the words of its sentences. */
export interface OutcomeWords {
  /** `Dismissed “X”` */
  readonly done: (what: string) => string;
  /** `“X” was dismissed already, and nothing was sent` */
  readonly already: (what: string, was: 'was' | 'were') => string;
  /** `“X” was not dismissed` */
  readonly notDone: (what: string, was: 'was' | 'were') => string;
  /** `whether “X” was dismissed` */
  readonly whether: (what: string) => string;
  /** Why GitLab refuses who may not, as the end of a sentence, where it is not what usually is the reason. */
  readonly forbidden?: (outcome: Outcome) => string;
  /** What helps where somebody else was quicker. */
  readonly overtaken: readonly OutcomeStep[];
}

/** One sentence for all that came of it, and what to do next. */
export function explainOutcomes(words: OutcomeWords, outcomes: readonly Outcome[]): OutcomeText {
  const done = outcomes.filter(({ kind }) => kind === 'done');
  const bad = outcomes.filter(isBad);
  const [first] = bad;
  if (!first)
    return {
      isBad: false,
      sentence: `${doneWords(words, done)}${leftAsItWas(outcomes.length - done.length)}.`,
      steps: [],
    };
  const { why, steps } = explainOne(words, first);
  const { instance } = first.target.snapshot;
  if (outcomes.length === 1) return { isBad: true, sentence: capital(why), steps, instance };
  const some = `${inDigits(bad.length)} of ${count(outcomes.length, 'finding')}`;
  const all = capital(words.notDone(some, was(bad)));
  const [next = 'showLog'] = steps;
  return { isBad: true, sentence: `${all}. First: ${why}`, steps: [next, 'showResults'], instance };
}

/** What came of each finding, a sentence for each; what did not happen comes first. */
export function explainEach(
  words: OutcomeWords,
  outcomes: readonly Outcome[],
): readonly { readonly outcome: Outcome; readonly sentence: string }[] {
  const sentenceOf = (outcome: Outcome) => {
    if (outcome.kind === 'done') return `${doneWords(words, [outcome])}.`;
    return outcome.kind === 'cancelled' ? 'Left as it was.' : capital(explainOne(words, outcome).why);
  };
  const all = outcomes.map((outcome) => ({ outcome, sentence: sentenceOf(outcome) }));
  return [...all.filter(({ outcome }) => isBad(outcome)), ...all.filter(({ outcome }) => !isBad(outcome))];
}

function doneWords(words: OutcomeWords, done: readonly Outcome[]): string {
  const isOld = done.length > 0 && done.every((one) => one.kind === 'done' && one.already);
  return isOld ? words.already(named(done), was(done)) : words.done(named(done));
}

function explainOne(words: OutcomeWords, outcome: Outcome): Explained {
  const what = named([outcome]);
  const notDone = words.notDone(what, 'was');
  switch (outcome.kind) {
    case 'done':
    case 'cancelled':
      return { why: '', steps: [] };
    case 'overtaken':
      return { why: `${notDone}: the finding ${wasOvertaken(outcome.status)}.`, steps: words.overtaken };
    case 'refused': {
      const { reason, steps } = reasonOf(words, outcome);
      return { why: `${notDone}: ${reason}.`, steps };
    }
    case 'unknown': {
      const host = instanceName(outcome.target.snapshot.instance);
      return {
        why: `${words.whether(what)} is not known: ${host} did not answer; try again, and it is asked first what became of it.`,
        steps: ['tryAgain', 'showLog'],
      };
    }
  }
}

function reasonOf(
  { forbidden }: OutcomeWords,
  outcome: Extract<Outcome, { kind: 'refused' }>,
): FailureReason {
  const { failure, target } = outcome;
  const isRefusal = isGitLabFailure(failure) && (failure.code === 'forbidden' || failure.code === 'notFound');
  return forbidden && isRefusal
    ? { reason: forbidden(outcome), steps: ['tryAgain', 'showLog'] }
    : reasonOfFailure(failure, target);
}

function isBad({ kind }: Outcome): boolean {
  return kind !== 'done' && kind !== 'cancelled';
}

function named(outcomes: readonly Outcome[]): string {
  return namedTargets(outcomes.map(({ target }) => target));
}

function was({ length }: readonly Outcome[]): 'was' | 'were' {
  return length === 1 ? 'was' : 'were';
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
