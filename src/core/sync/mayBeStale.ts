import type { Snapshot } from '../model/snapshot.ts';

/**
 * Whether what was known before may be shown after a run that ended so: GitLab did not say that there is nothing, and did
 * not refuse to say.
 */
export function mayBeStale(snapshot: Snapshot): boolean {
  if (snapshot.kind === 'loading') return true;
  if (snapshot.kind !== 'failed') return false;
  switch (snapshot.failure) {
    case 'unauthorized':
    case 'insufficientScope':
    case 'signInEnded':
    case 'forbidden':
    case 'notFound':
      return false;
    case 'unreachable':
    case 'timeout':
    case 'rateLimited':
    case 'serverError':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'storageRefused':
    case 'notDownloadable':
    case 'unknownField':
    case 'refused':
      return true;
  }
}
