import type { Instance } from './project.ts';

/** Why GitLab gave no answer that could be used. */
export type FailureCode =
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'insufficientScope'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'serverError'
  | 'unexpectedAnswer'
  | 'tooLarge'
  | 'notDownloadable'
  | 'unknownField';

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

  constructor(
    code: FailureCode,
    message: string,
    more: {
      instance?: Instance;
      status?: number;
      retryAfter?: number;
      detail?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, 'cause' in more ? { cause: more.cause } : undefined);
    this.code = code;
    this.status = more.status;
    this.detail = more.detail;
    this.instance = more.instance;
    this.retryAfter = more.retryAfter;
  }
}
