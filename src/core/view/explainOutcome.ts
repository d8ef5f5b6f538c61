import { isGitLabFailure } from '../model/failure.ts';
import { instanceName } from '../model/project.ts';
import type { Outcome } from '../settling/ports.ts';
import { titleOf } from './describeFinding.ts';
import { plainLine, shorten } from './plainText.ts';
import { count, dismissalReasonNames, stateNames } from './words.ts';

/** What was to be done about a finding, in the words of its sentences. */
export interface Deed {
  /** `dismissed`, as in "was not dismissed". */
  readonly done: string;
  /** `Dismissed`, at the start of a sentence. */
  readonly capital: string;
}

export const deeds = {
  dismiss: { done: 'dismissed', capital: 'Dismissed' },
  restore: { done: 'restored', capital: 'Restored' },
  edit: { done: 'changed', capital: 'Changed the dismissal of' },
} as const satisfies Readonly<Record<string, Deed>>;

/** What a person may do next. */
export type OutcomeStep =
  | 'tryAgain'
  | 'replaceToken'
  | 'requestDismissal'
  | 'refresh'
  /** Of many: what came of each. */
  | 'showResults'
  | 'showLog'
  | 'openIssue'
  /** Puts the user's text into an issue that exists. */
  | 'useIssueText'
  | 'discardIssue';

export interface OutcomeText {
  /** Whether something did not happen. */
  readonly isBad: boolean;
  readonly sentence: string;
  readonly steps: readonly OutcomeStep[];
}

/** One sentence for all that came of it, and what to do next. */
export function explainOutcomes(deed: Deed, outcomes: readonly Outcome[], suffix = ''): OutcomeText {
  const done = outcomes.filter(({ kind }) => kind === 'done');
  const bad = outcomes.filter(({ kind }) => kind !== 'done' && kind !== 'cancelled');
  const [first] = bad;
  const [only] = outcomes;
  if (!first) {
    const cancelled = outcomes.length - done.length;
    const what =
      outcomes.length === 1 && only ? `“${titleOf(only.target.finding, 60)}”` : count(done.length, 'finding');
    const rest = cancelled === 0 ? '' : `; ${cancelled} left as ${cancelled === 1 ? 'it was' : 'they were'}`;
    return { isBad: false, sentence: `${deed.capital} ${what}${suffix}${rest}.`, steps: [] };
  }
  const { why, steps } = explainOne(deed, first);
  if (outcomes.length === 1) return { isBad: true, sentence: why, steps };
  const all = `${bad.length} of ${count(outcomes.length, 'finding')} ${bad.length === 1 ? 'was' : 'were'} not ${deed.done}`;
  const [next = 'showLog'] = steps;
  return { isBad: true, sentence: `${all}. First: ${why}`, steps: [next, 'showResults'] };
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

function explainOne(
  { done }: Deed,
  outcome: Outcome,
): { readonly why: string; readonly steps: readonly OutcomeStep[] } {
  const name = `“${titleOf(outcome.target.finding, 60)}”`;
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
        why: `${name} was not ${done}: it was ${now} in GitLab meanwhile, and is shown so now.`,
        steps: ['tryAgain'],
      };
    }
    case 'refused': {
      const { reason, steps } = reasonOfFailure(outcome.failure, outcome);
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

/** Why a write was not made, as the end of a sentence, and what helps. */
export function reasonOfFailure(
  failure: unknown,
  { target }: Pick<Outcome, 'target'>,
): { readonly reason: string; readonly steps: readonly OutcomeStep[] } {
  if (!isGitLabFailure(failure)) return { reason: 'something went wrong here', steps: ['showLog'] };
  const host = instanceName(target.snapshot.instance);
  const { pipeline } = target.finding;
  const said = failure.detail === undefined ? '' : ` (${shorten(plainLine(failure.detail), 120)})`;
  switch (failure.code) {
    case 'unauthorized':
      return { reason: `${host} refused the token${said}`, steps: ['replaceToken', 'tryAgain'] };
    case 'signInEnded':
      return {
        reason: `the sign-in to ${host} has ended; sign in again`,
        steps: ['replaceToken', 'tryAgain'],
      };
    case 'insufficientScope':
      return {
        reason: `the token for ${host} can only read; it needs the scope api`,
        steps: ['replaceToken', 'tryAgain'],
      };
    case 'forbidden':
      return {
        reason: `you need the Maintainer role in ${plainLine(pipeline.projectPath)}`,
        steps: ['requestDismissal', 'tryAgain'],
      };
    case 'notFound':
      return {
        reason: `GitLab has it no more or does not let you change it; run the pipeline again or ask a maintainer`,
        steps: ['requestDismissal', 'tryAgain'],
      };
    case 'rateLimited':
      return {
        reason: `${host} has had too many requests; try again in a minute`,
        steps: ['tryAgain'],
      };
    case 'serverError':
      return { reason: `${host} answered with an error of its own${said}`, steps: ['tryAgain', 'showLog'] };
    case 'unreachable':
    case 'timeout':
      return { reason: `${host} cannot be reached${said}`, steps: ['tryAgain', 'showLog'] };
    case 'refused':
      return { reason: `${host} refused it${said}`, steps: ['tryAgain', 'showLog'] };
    case 'unknownField':
      return { reason: `this GitLab is too old for it`, steps: ['showLog'] };
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'notDownloadable':
      return {
        reason: `${host} answered with something unexpected${said}`,
        steps: ['tryAgain', 'showLog'],
      };
  }
}
