import { createHash } from 'node:crypto';
import { json, type Reply } from '../http/reply.ts';
import { noteToken } from '../http/tokenWatch.ts';
import type { State } from '../state/state.ts';
import type { TokenScope } from '../state/token.ts';
import type { User } from '../state/user.ts';
import { oauthError } from './oauthError.ts';
import { newSecret, type Application } from './oauthState.ts';

/** `POST /oauth/token`: codes, refresh tokens and device codes, for a new pair. */
export function tokenEndpoint(state: State, form: URLSearchParams): Reply {
  const application = state.oauth.applications.find(({ clientId }) => clientId === form.get('client_id'));
  if (!application) return oauthError('invalid_client');
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return byCode(state, application, form);
    case 'refresh_token':
      return byRefreshToken(state, application, form);
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return byDevice(state, application, form);
    default:
      return oauthError('unsupported_grant_type');
  }
}

function byCode(state: State, application: Application, form: URLSearchParams): Reply {
  const grant = state.oauth.codes.find(({ code }) => code === form.get('code'));
  const verifier = form.get('code_verifier') ?? '';
  if (verifier !== '') noteToken(verifier, state, 'form');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const isGood =
    grant &&
    !grant.used &&
    grant.application === application &&
    grant.redirectUri === form.get('redirect_uri');
  if (!isGood || grant.challenge !== challenge) return oauthError('invalid_grant');
  grant.used = true;
  return give(state, application, grant.user, grant.scopes, grant.redirectUri);
}

function byRefreshToken(state: State, application: Application, form: URLSearchParams): Reply {
  const pair = state.oauth.pairs.find(({ refreshToken }) => refreshToken === form.get('refresh_token'));
  if (!pair || pair.revoked || pair.application !== application) return oauthError('invalid_grant');
  if (pair.redirectUri !== (form.get('redirect_uri') ?? undefined)) return oauthError('invalid_grant');
  pair.revoked = true;
  pair.token.revoked = true;
  return give(state, application, pair.token.user, pair.token.scopes, pair.redirectUri);
}

function byDevice(state: State, application: Application, form: URLSearchParams): Reply {
  const grant = state.oauth.devices.find(({ deviceCode }) => deviceCode === form.get('device_code'));
  if (grant?.application !== application) return oauthError('invalid_grant');
  const now = Date.now();
  if (now >= grant.expiresAt) return oauthError('expired_token');
  const isEarly = now - grant.askedAt < grant.interval;
  grant.askedAt = now;
  if (isEarly) return oauthError('slow_down');
  if (grant.answer === undefined) return oauthError('authorization_pending');
  grant.expiresAt = 0;
  if (grant.answer === 'denied') return oauthError('access_denied');
  return give(state, application, grant.answer, grant.scopes, undefined);
}

function give(
  state: State,
  application: Application,
  user: User,
  scopes: readonly TokenScope[],
  redirectUri: string | undefined,
): Reply {
  const [value, refreshToken] = [newSecret(), newSecret()];
  noteToken(value, state);
  noteToken(refreshToken, state, 'form');
  const createdAt = new Date();
  const token = {
    id: state.ids.next('token'),
    value,
    name: application.clientId,
    user,
    scopes,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + application.lifetime * 1000),
    revoked: false,
  };
  state.tokens.push(token);
  state.oauth.pairs.push({ token, refreshToken, application, redirectUri, revoked: false });
  return json(200, {
    access_token: value,
    token_type: 'Bearer',
    expires_in: application.lifetime,
    refresh_token: refreshToken,
    scope: scopes.join(' '),
    created_at: Math.floor(createdAt.getTime() / 1000),
  });
}
