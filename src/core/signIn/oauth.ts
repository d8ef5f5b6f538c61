import type { OAuthCredentials } from '../model/credentials.ts';
import type { AuthorizationRequest } from './authorizationRequest.ts';

/** What the device grant answers with first (RFC 8628, 3.2). Times are in milliseconds. */
export interface DeviceGrant {
  readonly deviceCode: string;
  /** Typed by the user on the page, unless it is in its address already. */
  readonly userCode: string;
  readonly page: string;
  readonly pageWithCode?: string;
  readonly expiresIn: number;
  readonly interval: number;
}

export type DeviceAnswer =
  | { readonly kind: 'granted'; readonly credentials: OAuthCredentials }
  | { readonly kind: 'pending' | 'slowDown' | 'expired' | 'denied' };

/** The OAuth endpoints of one GitLab. All throw `GitLabFailure`, or the signal's reason when they were aborted. */
export interface OAuth {
  /** Takes the code of an authorization to a pair of tokens (RFC 6749, 4.1.3). */
  exchange(
    request: AuthorizationRequest,
    code: string,
    session: string,
    signal: AbortSignal,
  ): Promise<OAuthCredentials>;
  /**
   * Takes a pair to the next one; GitLab ends both tokens of the old pair. Sent once: who does not hear the answer does
   * not know whether that has happened. Throws `signInEnded` where GitLab will never renew this pair.
   */
  refresh(credentials: OAuthCredentials, signal: AbortSignal): Promise<OAuthCredentials>;
  startDevice(clientId: string, signal: AbortSignal): Promise<DeviceGrant>;
  askDevice(
    grant: DeviceGrant,
    clientId: string,
    session: string,
    signal: AbortSignal,
  ): Promise<DeviceAnswer>;
  /** Ends a pair (RFC 7009). */
  revoke(credentials: OAuthCredentials, signal: AbortSignal): Promise<void>;
}

/** Shows findings, dismisses them and creates issues. */
export const oauthScope = 'api';
