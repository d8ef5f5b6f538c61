import { randomInt } from 'node:crypto';
import type { Incoming } from '../http/incoming.ts';
import { json, type Reply } from '../http/reply.ts';
import type { State } from '../state/state.ts';
import { authorizePage } from './authorizePage.ts';
import { oauthError } from './oauthError.ts';
import { newSecret } from './oauthState.ts';
import { scopesOf } from './scopesOf.ts';
import { tokenEndpoint } from './tokenEndpoint.ts';

/** What is below `/oauth/`, of GitLab's OAuth provider; forms as RFC 6749 has them, nothing in JSON. */
export function answerOauth(state: State, incoming: Incoming): Reply | undefined {
  const route = `${incoming.method} ${incoming.path}`;
  if (route === 'GET /oauth/authorize') return authorizePage(state, incoming);
  if (!['POST /oauth/token', 'POST /oauth/authorize_device', 'POST /oauth/revoke'].includes(route))
    return undefined;
  const type = incoming.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return oauthError('invalid_request');
  const form = new URLSearchParams(incoming.body.toString());
  if (route === 'POST /oauth/token') return tokenEndpoint(state, form);
  return route === 'POST /oauth/revoke' ? revoke(state, form) : authorizeDevice(state, form);
}

/** RFC 7009: either token ends both; what is not known is no error. */
function revoke(state: State, form: URLSearchParams): Reply {
  const value = form.get('token');
  const isClient = state.oauth.applications.some(({ clientId }) => clientId === form.get('client_id'));
  if (!isClient) return json(403, { error: 'unauthorized_client' });
  for (const pair of state.oauth.pairs) {
    if (pair.refreshToken !== value && pair.token.value !== value) continue;
    pair.revoked = true;
    pair.token.revoked = true;
  }
  return json(200, {});
}

function authorizeDevice(state: State, form: URLSearchParams): Reply {
  const application = state.oauth.applications.find(({ clientId }) => clientId === form.get('client_id'));
  if (!application) return oauthError('invalid_client');
  const scopes = scopesOf(application, form.get('scope'));
  if (!scopes) return oauthError('invalid_scope');
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  const userCode = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  const deviceCode = newSecret();
  const interval = state.oauth.deviceInterval;
  const expiresIn = 300;
  const times = { interval: interval * 1000, expiresAt: Date.now() + expiresIn * 1000, askedAt: Date.now() };
  state.oauth.devices.push({ deviceCode, userCode, application, scopes, ...times, answer: undefined });
  const page = `${state.url}/oauth/device`;
  return json(200, {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${userCode}`,
    expires_in: expiresIn,
    interval,
  });
}
