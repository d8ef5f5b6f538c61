import type { SignedIn } from './signIn.ts';
import { notify } from '../notify.ts';

/** Says as whom one is signed in, and what this will not do. */
export function tellSignedIn(
  name: string,
  { report: { username, scopes, expiresAt }, credentials }: Exclude<SignedIn, string>,
  kept: boolean,
): void {
  const who = username === undefined ? '' : ` as ${username}`;
  const how = credentials ? '' : " with glab's configuration";
  const readOnly =
    scopes && !scopes.includes('api') ? ' The token can read only; dismissing will need the scope api.' : '';
  const expiry = expiresAt === undefined ? '' : ` It expires on ${expiresAt}.`;
  const session = kept
    ? ''
    : ' This computer keeps no secrets for VS Code, so the sign-in is forgotten when VS Code closes.';
  void notify.information(`Signed in to ${name}${who}${how}.${readOnly}${expiry}${session}`);
}
