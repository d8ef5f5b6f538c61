import type { Outcome } from '../settling/ports.ts';
import { isGitLabFailure } from '../model/failure.ts';
import { instanceName } from '../model/project.ts';
import { titleOf } from './describeFinding.ts';
import { reasonOfFailure, type OutcomeStep, type OutcomeText } from './explainOutcome.ts';
import { plainLine } from './plainText.ts';
import { count, dismissalReasonNames, stateNames } from './words.ts';

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
    const rest = cancelled === 0 ? '' : `; ${cancelled} left as ${cancelled === 1 ? 'it was' : 'they were'}`;
    const already = done.filter((outcome) => outcome.already).length;
    const sentence =
      already === done.length && already > 0 ? words.already(named(done)) : words.done(named(done));
    return { isBad: false, sentence: `${sentence}${rest}.`, steps: [] };
  }
  const { why, steps } = explainOne(words, bad);
  if (outcomes.length === 1) return { isBad: true, sentence: capital(why), steps };
  const some = `${others.length + 1} of ${count(outcomes.length, 'finding')}`;
  return { isBad: true, sentence: `${capital(words.notDone(some))}. First: ${why}`, steps };
}

function explainOne(
  words: WriteWords,
  outcome: Outcome,
): { readonly why: string; readonly steps: readonly OutcomeStep[] } {
  const what = named([outcome]);
  switch (outcome.kind) {
    case 'done':
    case 'cancelled':
      return { why: '', steps: [] };
    case 'overtaken': {
      const { state, dismissal } = outcome.status;
      const by = dismissal?.by === undefined ? '' : ` by ${plainLine(dismissal.by)}`;
      const as = dismissal?.reason === undefined ? '' : ` as “${dismissalReasonNames[dismissal.reason]}”`;
      const now = state === 'dismissed' ? `dismissed${by}${as}` : `set to “${stateNames[state]}”`;
      return {
        why: `${words.notDone(what)}: the finding was ${now} in GitLab meanwhile, and is shown so now.`,
        steps: [],
      };
    }
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

function reasonOf(words: WriteWords, outcome: Extract<Outcome, { kind: 'refused' }>) {
  const { failure } = outcome;
  const isRefusal = isGitLabFailure(failure) && (failure.code === 'forbidden' || failure.code === 'notFound');
  if (isRefusal) return { reason: words.forbidden(outcome), steps: ['tryAgain', 'showLog'] as const };
  return reasonOfFailure(failure, outcome);
}

function named(outcomes: readonly Outcome[]): string {
  const [only] = outcomes;
  return outcomes.length === 1 && only
    ? `“${titleOf(only.target.finding, 60)}”`
    : count(outcomes.length, 'finding');
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
