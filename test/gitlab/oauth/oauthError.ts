import { json, type Reply } from '../http/reply.ts';

const descriptions: Readonly<Record<string, string>> = {
  invalid_client:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  invalid_scope: 'The requested scope is invalid, unknown, or malformed.',
  invalid_request:
    'The request is missing a required parameter, includes an unsupported parameter value, or is otherwise malformed.',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
  authorization_pending:
    'The authorization request is still pending as the end user has not yet completed the user interaction steps.',
  slow_down:
    'The authorization request is still pending and polling should continue, but the interval must be increased.',
  expired_token: 'The device code has expired.',
  access_denied: 'The resource owner or authorization server denied the request.',
};

/** RFC 6749, 5.2, in Doorkeeper's words. */
export function oauthError(error: string): Reply {
  return json(error === 'invalid_client' ? 401 : 400, { error, error_description: descriptions[error] });
}
