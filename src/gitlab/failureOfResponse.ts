import { GitLabFailure, type FailureCode } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import { oneTurn } from '../core/base/turns.ts';
import { readBody } from './readBody.ts';

const errorBodyLimit = 64 * 1024;

/**
 * Says what an answer other than 2xx means. Bodies come in a dozen shapes, and not all are JSON.
 *
 * @param now epoch milliseconds
 * @param isOwn whether the instance itself answered: what another server refuses says nothing of the token or the user
 */
export async function failureOfResponse(
  response: Response,
  instance: Instance,
  signal: AbortSignal,
  now: number,
  isOwn = true,
): Promise<GitLabFailure> {
  const text = await readBody(response, errorBodyLimit, instance, oneTurn).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
  signal.throwIfAborted();
  const body = parse(text);
  const detail = describe(body);
  const { status } = response;
  const retryAfter = retryAfterOf(response.headers.get('retry-after'), response.headers.get('date'), now);
  const code = !isOwn && (status === 401 || status === 403) ? 'storageRefused' : codeOf(status, body);
  return new GitLabFailure(code, `${status}`, {
    instance,
    status,
    ...(detail !== undefined && { detail }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

function codeOf(status: number, body: Record<string, unknown>): FailureCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return body['error'] === 'insufficient_scope' ? 'insufficientScope' : 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'rateLimited';
  if (status === 400 || status === 409 || status === 412 || status === 422) return 'refused';
  return status >= 500 ? 'serverError' : 'unexpectedAnswer';
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `message` or `error`, whatever their shape, flattened to one short line. */
function describe(body: Record<string, unknown>): string | undefined {
  const errors = body['errors'];
  const said = [body['message'] ?? body['error'] ?? errors, body['error_description']].filter(
    (part) => part !== undefined,
  );
  const line = said
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join(': ')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .slice(0, 200);
  return line === '' ? undefined : line;
}

/**
 * RFC 9110, 10.2.3: seconds, or a date by the server's clock, for which ours has to do where a proxy took its date out.
 * Gives milliseconds.
 */
function retryAfterOf(value: string | null, date: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // `Date.parse` takes `-3` for a year.
  if (!value.endsWith(' GMT')) return undefined;
  const theirs = Date.parse(date ?? '');
  const until = Date.parse(value) - (Number.isNaN(theirs) ? now : theirs);
  return Number.isNaN(until) ? undefined : Math.max(0, until);
}
