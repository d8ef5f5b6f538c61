import type { Instance } from '../model/project.ts';
import { oauthScope } from './oauth.ts';

/** One question to GitLab's users: may this application act for you? */
export interface AuthorizationRequest {
  /** To open in a browser. */
  readonly url: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Comes back with the answer, so that an answer to somebody else's question is known as such (RFC 6749, 10.12). */
  readonly state: string;
  /** Proves that who exchanges the code is who asked (RFC 7636). */
  readonly verifier: string;
}

/** What the platform's Web Crypto is needed for. */
export interface Secrets {
  readonly randomBytes: (count: number) => Uint8Array;
  readonly sha256: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** An authorization request with PKCE, as a public client sends it (RFC 6749, 4.1.1; RFC 7636, 4.3). */
export async function authorizationRequest(
  instance: Instance,
  { clientId, redirectUri }: Pick<AuthorizationRequest, 'clientId' | 'redirectUri'>,
  secrets: Secrets,
): Promise<AuthorizationRequest> {
  const state = base64url(secrets.randomBytes(24));
  const verifier = base64url(secrets.randomBytes(48));
  const challenge = base64url(await secrets.sha256(new TextEncoder().encode(verifier)));
  const url = new URL(`${instance.url}/oauth/authorize`);
  const query = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    state,
    scope: oauthScope,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return { url: url.href, clientId, redirectUri, state, verifier };
}

/** RFC 4648, 5, without padding. */
function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
