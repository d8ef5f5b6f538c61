import { GitLabFailure, isGitLabFailure } from '../core/model/failure.ts';
import type { TokenReport } from '../core/sync/ports.ts';
import { parseJson } from './parseJson.ts';
import type { Requester } from './requester.ts';

const answerLimit = 1024 * 1024;

/**
 * Asks GitLab whom a token belongs to, what it may do and until when (`GET /user`, `GET /personal_access_tokens/self`).
 * OAuth tokens know nothing of the second route; their scopes stay unknown.
 */
export async function checkToken(requester: Requester, signal: AbortSignal): Promise<TokenReport> {
  const get = async (path: string) => {
    const answer = await requester.request(
      { method: 'GET', path, isRead: true, isRepeated: true, limit: answerLimit },
      signal,
    );
    return asRecord(parseJson(answer, requester.instance));
  };
  const [user, token] = await Promise.allSettled([
    get('/api/v4/user'),
    get('/api/v4/personal_access_tokens/self'),
  ]);
  signal.throwIfAborted();
  // A token with read_repository alone may ask about itself, but not who it is.
  const about = token.status === 'fulfilled' ? token.value : {};
  const scopes = Array.isArray(about['scopes']) ? about['scopes'].map(String) : undefined;
  if (user.status === 'rejected') {
    if (scopes && isGitLabFailure(user.reason) && user.reason.code === 'insufficientScope') return { scopes };
    throw user.reason;
  }
  const username = user.value['username'];
  if (typeof username !== 'string') {
    throw new GitLabFailure('unexpectedAnswer', 'no user', {
      instance: requester.instance,
      detail: 'an answer that names no user',
    });
  }
  const expiresAt = about['expires_at'];
  return { username, ...(scopes && { scopes }), ...(typeof expiresAt === 'string' && { expiresAt }) };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
