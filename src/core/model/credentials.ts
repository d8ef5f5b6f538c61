/** What GitLab lets somebody in with: what is kept of a sign-in. */
export type Credentials = TokenCredentials | OAuthCredentials;

/** A personal, project or group access token: GitLab takes all three alike. */
export interface TokenCredentials {
  readonly kind: 'token';
  readonly token: string;
  /** The day it expires on, `2026-03-03`, where it ever does. */
  readonly expiresAt?: string;
}

/** What an OAuth application was given: a pair that is exchanged for another one every two hours. */
export interface OAuthCredentials {
  readonly kind: 'oauth';
  readonly accessToken: string;
  /** GitLab's documentation shows none for the device grant; then one signs in again when the time is up. */
  readonly refreshToken?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly clientId: string;
  /** Asked for again with each refresh; the device grant has none. */
  readonly redirectUri?: string;
  /** Stays the same over refreshes, so that another pair is not taken for another sign-in. */
  readonly session: string;
}

/** What is sent to GitLab. */
export function tokenOf(credentials: Credentials): string {
  return credentials.kind === 'token' ? credentials.token : credentials.accessToken;
}

/** Whether both are of one sign-in. */
export function isSameSignIn(one: Credentials | undefined, other: Credentials | undefined): boolean {
  if (one?.kind === 'oauth' && other?.kind === 'oauth') return one.session === other.session;
  return (one && tokenOf(one)) === (other && tokenOf(other));
}
