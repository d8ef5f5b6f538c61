import { randomBytes } from 'node:crypto';
import type { Role } from './role.ts';
import type { User } from './user.ts';

export type TokenScope = 'api' | 'read_api' | 'read_user' | 'read_repository' | 'write_repository';

export interface Token {
  readonly id: number;
  readonly value: string;
  readonly name: string;
  readonly user: User;
  readonly scopes: readonly TokenScope[];
  readonly createdAt: Date;
  expiresAt: Date | undefined;
  revoked: boolean;
}

export interface TokenOptions {
  readonly scopes?: readonly TokenScope[];
  readonly name?: string;
  readonly expiresAt?: Date;
}

export interface AccessTokenOptions extends TokenOptions {
  readonly role?: Role;
}

/** Shaped like GitLab's personal access tokens, so that redaction can be tested on it. */
export function newTokenValue(): string {
  return ['glpat', randomBytes(15).toString('base64url')].join('-');
}
