import { isGitLabFailure } from '../core/model/failure.ts';
import type { NetworkReason } from '../core/model/networkReason.ts';

const longestWait = 10_000;

/**
 * How long to wait before a read is tried again, in milliseconds; `undefined` for not at all. GitLab's word counts
 * where it gives one (`Retry-After`), else full jitter on a growing bound, so that many windows do not knock together.
 */
export function retryDelay(
  error: unknown,
  attempt: number,
  { random }: { readonly random: () => number },
): number | undefined {
  if (!isGitLabFailure(error)) return undefined;
  switch (error.code) {
    case 'rateLimited':
    case 'serverError':
      // Told to wait longer than a person would: the refresher comes back later instead.
      if (error.retryAfter !== undefined)
        return error.retryAfter <= longestWait ? error.retryAfter : undefined;
      break;
    case 'unreachable':
      if (isLasting(error.reason)) return undefined;
      break;
    case 'timeout':
    case 'unauthorized':
    case 'signInEnded':
    case 'insufficientScope':
    case 'forbidden':
    case 'notFound':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'storageRefused':
    case 'notDownloadable':
    case 'unknownField':
    case 'refused':
      return undefined;
  }
  return Math.round(random() * Math.min(longestWait, 250 * 2 ** attempt));
}

/** What somebody has to change first: asking again at once gives the same answer. */
function isLasting(reason: NetworkReason | undefined): boolean {
  switch (reason) {
    case 'proxyAuthentication':
    case 'proxyRefused':
    case 'untrustedCertificate':
    case 'expiredCertificate':
    case 'futureCertificate':
    case 'wrongName':
    case 'clientCertificate':
    case 'noTls':
    case 'certificateFile':
      return true;
    case 'unknownHost':
    case 'connectionRefused':
    case 'noRoute':
    case 'interrupted':
    case 'connectTimeout':
    case 'silent':
    case 'tooLong':
    case 'proxyUnreachable':
    case undefined:
      return false;
  }
}
