import { instanceName } from '../../core/model/project.ts';
import type { Account } from './account.ts';

/** Who is signed in, and how: `dana, signed in with GITLAB_TOKEN`. */
export function describeAccount(account: Account): string {
  const who = account.username === undefined ? '' : `${account.username}, `;
  return `${who}signed in with ${howSignedIn(account)}`;
}

/** What has been chosen: `gitlab.com is asked as dana in this workspace from now on.` */
export function askedAs(account: Account): string {
  const who = account.username === undefined ? `with ${howSignedIn(account)}` : `as ${account.username}`;
  return `${instanceName(account.instance)} is asked ${who} in this workspace from now on.`;
}

/** `a token that expires on 2030-03-03` */
export function howSignedIn({ source, credentials }: Account): string {
  switch (source) {
    case 'glab':
      return "glab's configuration";
    case 'GITLAB_TOKEN':
    case 'GITLAB_TOKEN_FILE':
      return source;
    case 'kept':
    case 'this session only': {
      const session = source === 'kept' ? '' : ', for this session only';
      if (credentials?.kind === 'oauth') return `your GitLab account${session}`;
      const { expiresAt } = credentials ?? {};
      return `a token${expiresAt === undefined ? '' : ` that expires on ${expiresAt}`}${session}`;
    }
  }
}
