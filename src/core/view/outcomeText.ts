import { inDigits } from '../base/inDigits.ts';
import type { Instance } from '../model/project.ts';
import type { FindingStatus, Target } from '../settling/ports.ts';
import { titleOf } from './describeFinding.ts';
import { plainLine } from './plainText.ts';
import { count, dismissalReasonNames, stateNames } from './words.ts';

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
  /** Whose token is to be replaced, where that is a step. */
  readonly instance?: Instance;
}

/** Why one thing did not happen, and what helps. */
export interface Explained {
  readonly why: string;
  readonly steps: readonly OutcomeStep[];
}

/** `“SQL injection”`, or how many there are. */
export function namedTargets(targets: readonly Pick<Target, 'finding'>[]): string {
  const [only] = targets;
  return targets.length === 1 && only ? `“${titleOf(only.finding, 60)}”` : count(targets.length, 'finding');
}

/** What somebody else made of a finding: `was dismissed by dana as “Used in tests” in GitLab meanwhile, …` */
export function wasOvertaken({ state, dismissal }: FindingStatus): string {
  const by = dismissal?.by === undefined ? '' : ` by ${plainLine(dismissal.by)}`;
  const as = dismissal?.reason === undefined ? '' : ` as “${dismissalReasonNames[dismissal.reason]}”`;
  const now = state === 'dismissed' ? `dismissed${by}${as}` : `set to “${stateNames[state]}”`;
  return `was ${now} in GitLab meanwhile, and is shown so now`;
}

/** What the user stopped, behind what was done. */
export function leftAsItWas(cancelled: number): string {
  return cancelled === 0
    ? ''
    : `; ${inDigits(cancelled)} left as ${cancelled === 1 ? 'it was' : 'they were'}`;
}
