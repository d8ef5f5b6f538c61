import { isGitLabFailure } from '../core/model/failure.ts';
import type { InstanceReport } from '../core/sync/ports.ts';
import { checkToken } from './checkToken.ts';
import { parseJson } from './parseJson.ts';
import type { Requester } from './requester.ts';

/** Asks an instance for version and edition (`GET /metadata`), and about the token that is kept for it. */
export async function describeInstance(requester: Requester, signal: AbortSignal): Promise<InstanceReport> {
  const [token, about] = await Promise.all([checkToken(requester, signal), metadata(requester, signal)]);
  const { version, enterprise } = about;
  return {
    ...token,
    ...(typeof version === 'string' && { version }),
    ...(typeof enterprise === 'boolean' && { isEnterprise: enterprise }),
  };
}

/** A token that may not ask this may still read findings. */
async function metadata(
  requester: Requester,
  signal: AbortSignal,
): Promise<{ readonly version?: unknown; readonly enterprise?: unknown }> {
  try {
    const answer = await requester.request(
      { method: 'GET', path: '/api/v4/metadata', isRead: true, isRepeated: true, limit: 64 * 1024 },
      signal,
    );
    return parseJson(answer, requester.instance) ?? {};
  } catch (error) {
    signal.throwIfAborted();
    if (isGitLabFailure(error)) return {};
    throw error;
  }
}
