import { type FailureCode, isGitLabFailure } from '../model/failure.ts';

/** Abort passes through untouched; what is no failure of GitLab's is a fault of ours, and named as such. */
export function failureOf(error: unknown, signal: AbortSignal): FailureCode {
  signal.throwIfAborted();
  return isGitLabFailure(error) ? error.code : 'unexpectedAnswer';
}
