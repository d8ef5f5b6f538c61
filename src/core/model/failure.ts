import type { NetworkReason } from './networkReason.ts';
import type { Instance } from './project.ts';

/** Why GitLab gave no answer that could be used. */
export type FailureCode =
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  /** What GitLab gave for a sign-in is used up, and it gives nothing more for it. */
  | 'signInEnded'
  | 'insufficientScope'
  | 'forbidden'
  | 'notFound'
  /** Another server that GitLab redirected to, which the token is never sent to. */
  | 'storageRefused'
  | 'rateLimited'
  | 'serverError'
  | 'unexpectedAnswer'
  | 'tooLarge'
  | 'notDownloadable'
  | 'unknownField'
  | 'refused';

/** A request that failed. The message is for the log; `core/view/explain` words it for people. */
export class GitLabFailure extends Error {
  override readonly name = 'GitLabFailure';
  readonly code: FailureCode;
  readonly status: number | undefined;
  /** What GitLab said, reduced to one line; hostile text. */
  readonly detail: string | undefined;
  readonly instance: Instance | undefined;
  /** Milliseconds GitLab asks to wait. */
  readonly retryAfter: number | undefined;
  /** What stood in the way of an answer, where that is known. */
  readonly reason: NetworkReason | undefined;

  constructor(
    code: FailureCode,
    message: string,
    more: {
      instance?: Instance;
      status?: number;
      retryAfter?: number;
      detail?: string;
      reason?: NetworkReason;
      cause?: unknown;
    } = {},
  ) {
    super(message, 'cause' in more ? { cause: more.cause } : undefined);
    this.code = code;
    this.status = more.status;
    this.detail = more.detail;
    this.instance = more.instance;
    this.retryAfter = more.retryAfter;
    this.reason = more.reason;
  }
}

export function isGitLabFailure(error: unknown): error is GitLabFailure {
  return error instanceof GitLabFailure;
}

/**
 * Whether GitLab may have done what it was asked to do although it did not say so: the answer may be what was lost. A
 * refusal is certain.
 */
export function mayHaveActed(error: unknown): boolean {
  if (!isGitLabFailure(error)) return true;
  const { code, status } = error;
  if (status !== undefined && status >= 400 && status < 500) return false;
  return ['unreachable', 'timeout', 'serverError', 'unexpectedAnswer', 'tooLarge'].includes(code);
}
