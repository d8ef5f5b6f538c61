import type { IncomingHttpHeaders } from 'node:http';
import type { State } from '../state/state.ts';
import type { Token } from '../state/token.ts';

/** Who a request says it is from. */
export type Identity =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'unknown' | 'revoked' | 'expired' };

export function authenticate(state: State, headers: IncomingHttpHeaders): Identity {
  const value = sentToken(headers);
  if (value === undefined) return { kind: 'anonymous' };
  const token = state.tokens.find((one) => one.value === value);
  if (!token) return { kind: 'unknown' };
  if (token.revoked) return { kind: 'revoked' };
  if (token.expiresAt && token.expiresAt.getTime() <= Date.now()) return { kind: 'expired' };
  return { kind: 'token', token };
}

export function sentToken(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const header = headers['private-token'];
  return bearer ?? (typeof header === 'string' ? header : undefined);
}
