import type { Account } from './accounts.ts';

/** Where a sign-in comes from: `signed in with GITLAB_TOKEN`. */
export function describeAccount({ source, credentials }: Account): string {
  switch (source) {
    case 'glab':
      return "signed in with glab's configuration";
    case 'GITLAB_TOKEN':
    case 'GITLAB_TOKEN_FILE':
      return `signed in with ${source}`;
    case 'kept':
    case 'this session only': {
      const session = source === 'kept' ? '' : ', for this session only';
      if (credentials?.kind === 'oauth') return `signed in with your GitLab account${session}`;
      const { expiresAt } = credentials ?? {};
      return `signed in with a token${expiresAt === undefined ? '' : ` that expires on ${expiresAt}`}${session}`;
    }
  }
}
