import { instanceName } from '../../core/model/project.ts';
import type { Expiring } from './expiring.ts';

export interface ExpiryWords {
  readonly sentence: string;
  /** Whether it can be replaced here; what somebody else keeps is replaced there. */
  readonly isReplacedHere: boolean;
}

/** That a token ends, whose, and what to do. */
export function expiryWords({ account, date, isPast }: Expiring): ExpiryWords {
  const { instance, source, username } = account;
  const whose = username === undefined ? '' : ` of ${username}`;
  const ends = `for ${instanceName(instance)} ${isPast ? 'expired' : 'expires'} on ${date}`;
  switch (source) {
    case 'kept':
    case 'this session only':
      return {
        sentence: `The token${whose} ${ends}; replace it to keep seeing findings.`,
        isReplacedHere: true,
      };
    case 'GITLAB_TOKEN':
      return {
        sentence: `The token in ${source} ${ends}; set it to a new one and restart VS Code.`,
        isReplacedHere: false,
      };
    case 'GITLAB_TOKEN_FILE':
      return {
        sentence: `The token in the file of ${source} ${ends}; put a new one there.`,
        isReplacedHere: false,
      };
    case 'glab':
      return {
        sentence: `glab's token ${ends}; run glab auth login to get a new one.`,
        isReplacedHere: false,
      };
  }
}
