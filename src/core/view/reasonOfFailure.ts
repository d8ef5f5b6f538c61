import { isGitLabFailure } from '../model/failure.ts';
import { instanceName } from '../model/project.ts';
import type { Target } from '../settling/ports.ts';
import type { OutcomeStep } from './outcomeText.ts';
import { plainLine, shorten } from './plainText.ts';

export interface FailureReason {
  readonly reason: string;
  readonly steps: readonly OutcomeStep[];
}

/** Why a write was not made, as the end of a sentence, and what helps. */
export function reasonOfFailure(failure: unknown, { finding, snapshot }: Target): FailureReason {
  if (!isGitLabFailure(failure)) return { reason: 'something went wrong here', steps: ['showLog'] };
  const host = instanceName(snapshot.instance);
  const { pipeline } = finding;
  const said = failure.detail === undefined ? '' : ` (${shorten(plainLine(failure.detail), 120)})`;
  switch (failure.code) {
    case 'signInEnded':
      return { reason: `the sign-in to ${host} has ended`, steps: ['replaceToken', 'tryAgain'] };
    case 'unauthorized':
      return { reason: `${host} refused the token${said}`, steps: ['replaceToken', 'tryAgain'] };
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
      // GitLab says the same of a token that can only read, and who may change it has such a one.
      if (finding.permissions?.adminVulnerability === true)
        return {
          reason: `${host} does not let this token change it; it may lack the scope api, or the scan has expired`,
          steps: ['replaceToken', 'tryAgain'],
        };
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
    case 'storageRefused':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'notDownloadable':
      return {
        reason: `${host} answered with something unexpected${said}`,
        steps: ['tryAgain', 'showLog'],
      };
  }
}
