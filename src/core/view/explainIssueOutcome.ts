import { inDigits } from '../base/inDigits.ts';
import { isGitLabFailure } from '../model/failure.ts';
import { instanceName } from '../model/project.ts';
import type { IssueOutcome, IssueRequest } from '../settling/issueOutcome.ts';
import { namedTargets, wasOvertaken, type Explained, type OutcomeText } from './outcomeText.ts';
import { plainLine } from './plainText.ts';
import { reasonOfFailure, type FailureReason } from './reasonOfFailure.ts';
import { count } from './words.ts';

export interface IssueOutcomeText extends OutcomeText {
  /** The one that the sentence tells of by itself; the steps are for it. */
  readonly about?: IssueOutcome;
}

/**
 * One sentence for all that came of issues, and what to do next.
 *
 * @param left how many issues the draft still has
 */
export function explainIssueOutcomes(
  outcomes: readonly IssueOutcome[],
  left = outcomes.filter(({ kind }) => kind !== 'created').length,
): IssueOutcomeText {
  const created = outcomes.flatMap((outcome) => (outcome.kind === 'created' ? [outcome] : []));
  const bad = outcomes.filter(({ kind }) => kind !== 'created' && kind !== 'cancelled');
  const [first] = bad;
  if (!first) {
    const [one, ...others] = created;
    const rest = left === 0 ? '' : `; ${count(left, 'issue')} left in the draft`;
    const numbers = created.map(({ issue }) => `#${plainLine(issue.iid)}`);
    const sentence =
      !one || others.length > 0
        ? `Created ${count(created.length, 'issue')}${numbers.length === 0 ? '' : `: ${inWords(numbers)}`}${rest}.`
        : `Created issue ${numbers.join('')} for ${namedTargets(one.request.targets)}${rest}.`;
    return one && others.length === 0
      ? { isBad: false, sentence, steps: ['openIssue'], about: one }
      : { isBad: false, sentence, steps: [] };
  }
  const { why, steps } = explainOne(first);
  const instance = first.request.targets[0]?.snapshot.instance;
  const text = { about: first, ...(instance && { instance }) };
  if (outcomes.length === 1) return { ...text, isBad: first.kind !== 'existing', sentence: why, steps };
  const all = `${inDigits(created.length)} of ${count(outcomes.length, 'issue')} ${created.length === 1 ? 'was' : 'were'} created`;
  return {
    ...text,
    isBad: true,
    sentence: `${all}, the others are still in the draft. First: ${why}`,
    // The draft holds the others as well.
    steps: steps.filter((step) => step !== 'discardIssue'),
  };
}

function explainOne(outcome: IssueOutcome): Explained {
  const { request } = outcome;
  const [target] = request.targets;
  const name = namedTargets(request.targets);
  switch (outcome.kind) {
    case 'created':
    case 'cancelled':
      return { why: '', steps: [] };
    case 'existing': {
      const title = namedTargets([outcome.target]);
      const said = `No issue was created: ${title} already has issue #${plainLine(outcome.issue.iid)}`;
      return request.begun
        ? {
            why: `${said}, perhaps from the attempt before; your text is still in the draft.`,
            steps: ['openIssue', 'useIssueText'],
          }
        : { why: `${said}; your text is still in the draft.`, steps: ['openIssue', 'discardIssue'] };
    }
    case 'incomplete': {
      const { reason, steps } = reasonOf(outcome.failure, request);
      return {
        why: `Issue #${plainLine(outcome.issue.iid)} was created with GitLab’s text, but yours is still in the draft: ${reason}.`,
        steps: [...steps.filter((step) => step !== 'showLog'), 'openIssue'],
      };
    }
    case 'overtaken':
      return {
        why: `No issue was created: ${namedTargets([outcome.target])} ${wasOvertaken(outcome.status)}.`,
        steps: ['discardIssue'],
      };
    case 'refused': {
      const { reason, steps } = reasonOf(outcome.failure, request);
      return { why: `The issue for ${name} was not created: ${reason}.`, steps };
    }
    case 'unknown': {
      const host = target ? instanceName(target.snapshot.instance) : 'GitLab';
      return {
        why: `Whether the issue for ${name} was created is not known, since ${host} did not answer; try again, and it is looked for first.`,
        steps: ['tryAgain', 'showLog'],
      };
    }
  }
}

/** Issues take less than dismissals do. */
function reasonOf(failure: unknown, { targets }: IssueRequest): FailureReason {
  const [target] = targets;
  if (!target) return { reason: 'something went wrong here', steps: ['showLog'] };
  const code = isGitLabFailure(failure) ? failure.code : undefined;
  const path = plainLine(target.snapshot.project.path);
  if (code === 'forbidden')
    return {
      reason: `you may not create issues in ${path}; ask a maintainer`,
      steps: ['tryAgain', 'showLog'],
    };
  // What nobody may see who is not signed in is not there.
  if (code === 'notFound')
    return {
      reason: `GitLab lets you create no issue in ${path}; sign in again or ask a maintainer`,
      steps: ['replaceToken', 'tryAgain'],
    };
  return reasonOfFailure(failure, target);
}

function inWords(names: readonly string[]): string {
  const [last = '', ...others] = [...names].reverse();
  if (names.length > 6) return `${names[0] ?? ''} to ${last}`;
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}
