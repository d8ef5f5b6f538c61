import type { Incoming } from '../http/incoming.ts';
import { parseJson } from '../http/parseJson.ts';
import { ApiError } from './apiError.ts';
import type { Body } from './restRequest.ts';

/** Of GitLab's ways to send a body only JSON is modelled. */
export function bodyOf({ body, headers }: Incoming): Body {
  if (body.length === 0) return {};
  const type = headers['content-type'] ?? '';
  if (!/^application\/json\b/.test(type)) {
    throw new ApiError(415, { error: `The provided content-type '${type}' is not supported.` });
  }
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw ApiError.badRequest('message body does not match declared format');
  }
  return { ...parsed };
}
