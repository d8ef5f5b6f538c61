import type { Outcome } from '../settling/ports.ts';
import { isGitLabFailure } from '../model/failure.ts';
import { instanceName } from '../model/project.ts';
import { leftAsItWas, namedTargets, wasOvertaken, type Explained, type OutcomeText } from './outcomeText.ts';
import { reasonOfFailure, type FailureReason } from './reasonOfFailure.ts';
import { count } from './words.ts';

/** What was to be written about findings, in the words of its sentences. */
export interface WriteWords {
  /** `Requested the dismissal of “X”` */
  readonly done: (what: string) => string;
  /** `The dismissal of “X” had been requested before` */
  readonly already: (what: string) => string;
  /** `the dismissal of “X” was not requested` */
  readonly notDone: (what: string) => string;
  /** `whether the dismissal of “X” was requested` */
  readonly whether: (what: string) => string;
  /** Why GitLab refuses who may not, as the end of a sentence. */
  readonly forbidden: (outcome: Outcome) => string;
}

/** One sentence for all that came of writing something about findings, and what to do next. */
export function explainWrites(words: WriteWords, outcomes: readonly Outcome[]): OutcomeText {
  const done = outcomes.filter((outcome) => outcome.kind === 'done');
  const [bad, ...others] = outcomes.filter(({ kind }) => kind !== 'done' && kind !== 'cancelled');
  if (!bad) {
    const cancelled = outcomes.length - done.length;
    const already = done.filter((outcome) => outcome.already).length;
    const what = named(done);
    const sentence = already === done.length && already > 0 ? words.already(what) : words.done(what);
    return { isBad: false, sentence: `${sentence}${leftAsItWas(cancelled)}.`, steps: [] };
  }
  const { why, steps } = explainOne(words, bad);
  const { instance } = bad.target.snapshot;
  if (outcomes.length === 1) return { isBad: true, sentence: capital(why), steps, instance };
  const some = `${others.length + 1} of ${count(outcomes.length, 'finding')}`;
  return { isBad: true, sentence: `${capital(words.notDone(some))}. First: ${why}`, steps, instance };
}

function explainOne(words: WriteWords, outcome: Outcome): Explained {
  const what = named([outcome]);
  switch (outcome.kind) {
    case 'done':
    case 'cancelled':
      return { why: '', steps: [] };
    case 'overtaken':
      return { why: `${words.notDone(what)}: the finding ${wasOvertaken(outcome.status)}.`, steps: [] };
    case 'refused': {
      const { reason, steps } = reasonOf(words, outcome);
      return { why: `${words.notDone(what)}: ${reason}.`, steps };
    }
    case 'unknown': {
      const host = instanceName(outcome.target.snapshot.instance);
      return {
        why: `${words.whether(what)} is not known: ${host} did not answer; try again, and it is looked for first.`,
        steps: ['tryAgain', 'showLog'],
      };
    }
  }
}

function reasonOf(words: WriteWords, outcome: Extract<Outcome, { kind: 'refused' }>): FailureReason {
  const { failure } = outcome;
  const isRefusal = isGitLabFailure(failure) && (failure.code === 'forbidden' || failure.code === 'notFound');
  if (isRefusal) return { reason: words.forbidden(outcome), steps: ['tryAgain', 'showLog'] };
  return reasonOfFailure(failure, outcome.target);
}

function named(outcomes: readonly Outcome[]): string {
  return namedTargets(outcomes.map(({ target }) => target));
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
