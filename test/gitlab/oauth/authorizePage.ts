import type { Incoming } from '../http/incoming.ts';
import { html, type Reply, signInPage } from '../http/reply.ts';
import type { State } from '../state/state.ts';
import { newSecret, type Application } from './oauthState.ts';
import { scopesOf } from './scopesOf.ts';

/**
 * `GET /oauth/authorize`: leads back at once if somebody is at the browser, who then agrees or not; else shows a page.
 * What the application has not registered is told on the page and never by a redirect (RFC 6749, 4.1.2.1).
 */
export function authorizePage(state: State, { query }: Incoming): Reply {
  const { oauth } = state;
  const application = oauth.applications.find(({ clientId }) => clientId === query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!application) return html(401, '<h1>Client authentication failed due to unknown client.</h1>');
  if (!isRegistered(application, redirectUri)) {
    return html(400, '<h1>The redirect URI included is not valid.</h1>');
  }
  const challenge = query.get('code_challenge');
  const leadBack = (parameters: Readonly<Record<string, string>>): Reply => {
    const location = new URL(redirectUri);
    for (const [name, value] of Object.entries({ ...parameters, state: query.get('state') ?? '' })) {
      location.searchParams.set(name, value);
    }
    return {
      status: 302,
      headers: { location: location.href, 'content-type': 'text/html' },
      body: Buffer.alloc(0),
    };
  };
  if (query.get('response_type') !== 'code') return leadBack({ error: 'unsupported_response_type' });
  const scopes = scopesOf(application, query.get('scope'));
  if (!scopes) {
    const description = 'The requested scope is invalid, unknown, or malformed.';
    return leadBack({ error: 'invalid_scope', error_description: description });
  }
  if (challenge === null || query.get('code_challenge_method') !== 'S256') {
    return leadBack({ error: 'invalid_request' });
  }
  const user = oauth.atTheBrowser;
  if (user === undefined) return html(200, signInPage);
  if (user === 'denied') {
    const description = 'The resource owner or authorization server denied the request.';
    return leadBack({ error: 'access_denied', error_description: description });
  }
  const code = newSecret();
  oauth.codes.push({ code, application, user, redirectUri, challenge, scopes, used: false });
  return leadBack({ code });
}

/** As Doorkeeper compares: what a registered URI has no query for may have any; a loopback address any port (RFC 8252, 7.3). */
function isRegistered({ redirectUris }: Application, address: string): boolean {
  if (!URL.canParse(address)) return false;
  return redirectUris.some((registered) => bare(registered) === bare(address));
}

function bare(address: string): string {
  const url = new URL(address);
  url.search = '';
  if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) url.port = '';
  return url.href;
}
