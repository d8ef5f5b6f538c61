import { GitLabFailure } from '../core/model/failure.ts';
import { networkReason, type NetworkReason } from '../core/model/networkReason.ts';
import { instanceName, type Instance } from '../core/model/project.ts';
import type { Ran } from './watchdog.ts';

const details: Partial<Record<NetworkReason, string>> = {
  connectTimeout: 'no connection in time',
  silent: 'no sign of life for too long',
  tooLong: 'the answer took too long',
};

/** Says what it means that no answer came, or not all of it. */
export function failureOfTransport(
  error: unknown,
  instance: Instance,
  ranOut: Ran | undefined,
): GitLabFailure {
  const { code: told, message } = innermost(error);
  if (told === 'TOO_LARGE') return new GitLabFailure('tooLarge', message, { instance, cause: error });
  if (/^(Z_|ERR_+(BROTLI|PADDING|Z_))/.test(told ?? '')) {
    const detail = 'damaged data';
    return new GitLabFailure('unexpectedAnswer', detail, { instance, detail, cause: error });
  }
  const reason = ranOut ?? networkReason(told ?? '');
  const isTimeout = reason === 'silent' || reason === 'tooLong' || reason === 'connectTimeout';
  const code = isTimeout ? 'timeout' : 'unreachable';
  // The transport's own messages name the file or the proxy's answer; Node's only repeat the code and an address.
  const isOwn = reason === 'certificateFile' || reason === 'proxyRefused' || reason === 'proxyUnreachable';
  return new GitLabFailure(code, `${instanceName(instance)}: ${code}`, {
    instance,
    detail: (reason && details[reason]) ?? (isOwn ? message : (told ?? message)),
    ...(reason && { reason }),
    cause: error,
  });
}

/** The innermost cause names what happened (`ECONNREFUSED`); the outer ones only say that fetch failed. */
function innermost(error: unknown): { readonly code: string | undefined; readonly message: string } {
  const named = (one: unknown): one is Error & { code: string } =>
    one instanceof Error && 'code' in one && typeof one.code === 'string';
  const cause = error instanceof Error && error.cause instanceof Error && !named(error) ? error.cause : error;
  return {
    code: named(cause) ? cause.code : undefined,
    message: cause instanceof Error ? cause.message : 'no connection',
  };
}
