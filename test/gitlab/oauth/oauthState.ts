import { randomBytes } from 'node:crypto';
import type { Token, TokenScope } from '../state/token.ts';
import type { User } from '../state/user.ts';

/** A public application, as an administrator registers one. */
export interface Application {
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly TokenScope[];
  /** Seconds that an access token lives. */
  lifetime: number;
}

export interface ApplicationOptions {
  readonly redirectUris?: readonly string[];
  readonly scopes?: readonly TokenScope[];
  readonly lifetime?: number;
}

/** What a user agreed to, until it is exchanged for tokens. */
export interface CodeGrant {
  readonly code: string;
  readonly application: Application;
  readonly user: User;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scopes: readonly TokenScope[];
  used: boolean;
}

export interface DeviceGrant {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly application: Application;
  readonly scopes: readonly TokenScope[];
  /** Milliseconds. */
  readonly interval: number;
  expiresAt: number;
  askedAt: number;
  /** Who agreed; `denied` for who did not. */
  answer: User | 'denied' | undefined;
}

/** An access token and what renews it; both end with the first refresh. */
export interface Pair {
  readonly token: Token;
  readonly refreshToken: string;
  readonly application: Application;
  readonly redirectUri: string | undefined;
  revoked: boolean;
}

/** What GitLab's OAuth provider knows. */
export class OAuthState {
  readonly applications: Application[] = [];
  readonly codes: CodeGrant[] = [];
  readonly devices: DeviceGrant[] = [];
  readonly pairs: Pair[] = [];
  /** Who sits at the browser and agrees to whatever it shows; `denied` for somebody who does not. */
  atTheBrowser: User | 'denied' | undefined;
  /** Seconds between two questions of a device. */
  deviceInterval = 5;
}

export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString('hex');
}
