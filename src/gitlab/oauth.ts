import type { OAuthCredentials } from '../core/model/credentials.ts';
import { GitLabFailure, isGitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import { oauthScope, type DeviceAnswer, type OAuth } from '../core/signIn/oauth.ts';
import { parseJson } from './parseJson.ts';
import type { Requester } from './requester.ts';

const answerLimit = 64 * 1024;
/** RFC 8628, 3.5. GitLab says `expired_token` also of a code that it does not know. */
const deviceAnswers: Readonly<Record<string, Exclude<DeviceAnswer['kind'], 'granted'>>> = {
  authorization_pending: 'pending',
  slow_down: 'slowDown',
  expired_token: 'expired',
  invalid_grant: 'expired',
  access_denied: 'denied',
};

type Origin = Pick<OAuthCredentials, 'clientId' | 'redirectUri' | 'session' | 'refreshToken'>;

/** GitLab's OAuth endpoints, asked as a public client: no secret, PKCE in its place. */
export function oauth(requester: Requester, now: () => number): OAuth {
  const { instance } = requester;
  // None is a read: asked twice, a code or a refresh token is refused, and the tokens of the first answer are lost.
  const post = async (path: string, form: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const answer = await requester.request(
      { method: 'POST', path: `/oauth/${path}`, form, isRead: false, limit: answerLimit },
      signal,
    );
    const value = parseJson(answer, instance);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  };
  const unexpected = (detail: string) => new GitLabFailure('unexpectedAnswer', detail, { instance, detail });
  const credentialsOf = (answer: Record<string, unknown>, origin: Origin): OAuthCredentials => {
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = answer;
    if (!isText(accessToken)) throw unexpected('an answer without a token');
    const { clientId, redirectUri, session } = origin;
    return {
      kind: 'oauth',
      accessToken,
      // RFC 6749, 5.1: where nothing is said, it is documented elsewhere; GitLab documents two hours.
      expiresAt: now() + (isCount(expiresIn) ? expiresIn : 7200) * 1000,
      clientId,
      session,
      ...(redirectUri !== undefined && { redirectUri }),
      ...(isText(refreshToken) && { refreshToken }),
    };
  };
  return {
    exchange: async ({ clientId, redirectUri, verifier }, code, session, signal) => {
      const form = {
        grant_type: 'authorization_code',
        client_id: clientId,
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      };
      return credentialsOf(await post('token', form, signal), { clientId, redirectUri, session });
    },
    refresh: async (credentials, signal) => {
      const { clientId, redirectUri, refreshToken = '' } = credentials;
      const form = {
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: refreshToken,
        ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
      };
      const answer = await post('token', form, signal).catch((error: unknown) => {
        throw ofRefresh(error, instance);
      });
      return credentialsOf(answer, credentials);
    },
    startDevice: async (clientId, signal) => {
      const answer = await post('authorize_device', { client_id: clientId, scope: oauthScope }, signal);
      const { device_code: deviceCode, user_code: userCode, verification_uri: page } = answer;
      const { verification_uri_complete: pageWithCode, expires_in: expiresIn, interval } = answer;
      if (!isText(deviceCode) || !isText(userCode) || !isOwn(page, instance.url)) {
        throw unexpected('an answer without a code and the page that takes it');
      }
      return {
        deviceCode,
        userCode,
        page,
        ...(isOwn(pageWithCode, instance.url) && { pageWithCode }),
        expiresIn: (isCount(expiresIn) ? expiresIn : 300) * 1000,
        // RFC 8628, 3.2: five seconds where nothing is said.
        interval: (isCount(interval) ? interval : 5) * 1000,
      };
    },
    askDevice: async ({ deviceCode }, clientId, session, signal) => {
      const form = {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: clientId,
        device_code: deviceCode,
      };
      try {
        return {
          kind: 'granted',
          credentials: credentialsOf(await post('token', form, signal), { clientId, session }),
        };
      } catch (error) {
        const kind = deviceAnswers[oauthErrorOf(error) ?? ''];
        if (kind === undefined) throw error;
        return { kind };
      }
    },
    revoke: async ({ clientId, accessToken, refreshToken }, signal) => {
      // GitLab ends the pair with either of its tokens; one that has expired already is known by the other.
      for (const token of refreshToken === undefined ? [accessToken] : [refreshToken, accessToken]) {
        await post('revoke', { client_id: clientId, token }, signal);
      }
    },
  };
}

/**
 * Only these words end a sign-in (RFC 6749, 5.2): it is over, or the application is. What else refuses, such as a page of
 * a proxy, knows nothing of it, and the pair is kept for the next try.
 */
const endings = ['invalid_grant', 'invalid_client', 'unauthorized_client'];

function ofRefresh(error: unknown, instance: Instance): unknown {
  const detail = 'the sign-in has ended';
  if (endings.includes(oauthErrorOf(error) ?? ''))
    return new GitLabFailure('signInEnded', detail, { instance, detail, cause: error });
  // A 401 of anybody else says nothing of a token: none was sent.
  return isGitLabFailure(error) && error.code === 'unauthorized'
    ? new GitLabFailure('unexpectedAnswer', error.message, {
        instance,
        ...(error.status !== undefined && { status: error.status }),
        ...(error.detail !== undefined && { detail: error.detail }),
        cause: error,
      })
    : error;
}

/** RFC 6749, 5.2: the word of an error stands first in what was said. */
function oauthErrorOf(error: unknown): string | undefined {
  return isGitLabFailure(error) ? /^\w+/.exec(error.detail ?? '')?.[0] : undefined;
}

/** The user is sent to this page, so it has to be the instance's own. */
function isOwn(page: unknown, instanceUrl: string): page is string {
  return isText(page) && URL.canParse(page) && new URL(page).origin === new URL(instanceUrl).origin;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 1e9;
}
