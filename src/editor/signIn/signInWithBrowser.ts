import * as vscode from 'vscode';
import { instanceName, type Instance } from '../../core/model/project.ts';
import {
  authorizationRequest,
  type AuthorizationRequest,
  type Secrets,
} from '../../core/signIn/authorizationRequest.ts';
import { readPasted } from '../../core/signIn/readRedirect.ts';
import { plainLine, shorten } from '../../core/view/plainText.ts';
import { askText, type AskTextButton } from '../askText.ts';
import { checkedGrant, type Granted } from './checkedGrant.ts';
import { clientIdOf } from './clientIdOf.ts';
import { openExactly } from './openExactly.ts';
import { explainOAuthRefusal } from './explainRefusal.ts';
import type { SignedIn, SignInPorts, Step } from './signIn.ts';
import { notify } from '../notify.ts';

/** GitLab's codes are good for ten minutes; whoever takes longer than this has forgotten about it. */
const patience = 5 * 60_000;
const never = new AbortController().signal;

/**
 * Authorization code with PKCE (RFC 7636, RFC 8252): GitLab's page leads back to VS Code. Where it does not get there,
 * the address or the code is pasted into the box that waits.
 */
export async function signInWithBrowser(
  step: Step,
  instance: Instance,
  ports: SignInPorts,
): Promise<SignedIn> {
  const clientId = clientIdOf(instance) ?? '';
  const redirectUri = await ports.redirects.address();
  const request = await authorizationRequest(instance, { clientId, redirectUri }, secrets);
  const timeout = AbortSignal.timeout(patience);
  let signedIn: Granted | undefined;
  const open = () => void openExactly(request.url);
  open();
  const answer = await askText({
    ...step,
    value: '',
    prompt: `Agree on the page of ${instanceName(instance)} that opens in your browser. If it does not lead back here, paste the address it ends at, or the code in it.`,
    placeholder: 'Waiting for the browser…',
    buttons: [openAgain(open), copyAddress(request)],
    onArrival: ports.redirects.onDidArrive,
    signal: timeout,
    validate: (text) =>
      readPasted(text, request.state).kind === 'none' ? 'Paste the address or the code.' : undefined,
    check: async (text, signal) => {
      const outcome = await exchange(text, request, instance, ports, signal);
      if (typeof outcome === 'string') return outcome;
      signedIn = outcome;
      return undefined;
    },
  });
  if (signedIn) return signedIn;
  if (timeout.aborted) {
    const sentence =
      'Nothing came back from the browser within five minutes; sign in again, or with a token.';
    void notify.warning(sentence);
  }
  return answer.kind === 'back' ? 'back' : 'cancelled';
}

async function exchange(
  text: string,
  request: AuthorizationRequest,
  instance: Instance,
  ports: SignInPorts,
  signal: AbortSignal,
): Promise<Granted | string> {
  const answer = readPasted(text, request.state);
  switch (answer.kind) {
    case 'none':
      return 'Paste the address or the code.';
    case 'foreign':
      return 'That answer belongs to another sign-in; open the page again from here.';
    case 'refused':
      return answer.error === 'access_denied'
        ? 'You did not agree on the page; open it again, or go back and use a token.'
        : `GitLab refused it (${shorten(plainLine(answer.description ?? answer.error), 200)}); check the application in gitlabSecurity.oauthClientIds.`;
    case 'code':
      break;
  }
  try {
    const oauth = await ports.oauth(instance);
    // Waited for also by whoever leaves: what it gives is to be ended then.
    const credentials = await oauth.exchange(request, answer.code, crypto.randomUUID(), never);
    return await checkedGrant(instance, credentials, ports, signal);
  } catch (error) {
    return explainOAuthRefusal(error, instance);
  }
}

function openAgain(run: () => void): AskTextButton {
  return { iconPath: new vscode.ThemeIcon('link-external'), tooltip: 'Open the Page Again', run };
}

function copyAddress({ url }: AuthorizationRequest): AskTextButton {
  return {
    iconPath: new vscode.ThemeIcon('copy'),
    tooltip: "Copy the Page's Address",
    run: () => void vscode.env.clipboard.writeText(url),
  };
}

const secrets: Secrets = {
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))),
};
