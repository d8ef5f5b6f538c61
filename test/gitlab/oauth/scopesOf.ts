import type { TokenScope } from '../state/token.ts';
import type { Application } from './oauthState.ts';

/** The scopes asked for, if the application may have them. */
export function scopesOf({ scopes }: Application, asked: string | null): readonly TokenScope[] | undefined {
  const names = (asked ?? '').split(' ').filter((name) => name !== '');
  const found = scopes.filter((scope) => names.includes(scope));
  return names.length > 0 && found.length === names.length ? found : undefined;
}
