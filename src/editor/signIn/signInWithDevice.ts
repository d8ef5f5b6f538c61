import * as vscode from 'vscode';
import { instanceName, type Instance } from '../../core/model/project.ts';
import { awaitDevice, type DeviceOutcome } from '../../core/signIn/awaitDevice.ts';
import type { DeviceGrant, OAuth } from '../../core/signIn/oauth.ts';
import { checkedGrant } from './checkedGrant.ts';
import { clientIdOf } from './clientIdOf.ts';
import { openExactly } from './openExactly.ts';
import { explainOAuthRefusal } from './explainRefusal.ts';
import type { SignedIn, SignInPorts, Step } from './signIn.ts';
import { notify } from '../notify.ts';

const never = new AbortController().signal;

/**
 * Device grant (RFC 8628): the user enters a short code on a page of GitLab, in any browser, and this window asks until
 * that has happened. Nothing has to find its way back to a remote window.
 */
export async function signInWithDevice(
  step: Step,
  instance: Instance,
  ports: SignInPorts,
): Promise<SignedIn> {
  const clientId = clientIdOf(instance) ?? '';
  const name = instanceName(instance);
  const told = (sentence: string): SignedIn => {
    void notify.error(sentence);
    return 'back';
  };
  let oauth: OAuth;
  let grant: DeviceGrant;
  try {
    oauth = await ports.oauth(instance);
    grant = await oauth.startDevice(clientId, never);
  } catch (error) {
    return told(explainOAuthRefusal(error, instance));
  }
  const session = crypto.randomUUID();
  try {
    const outcome = await show(step, grant, (signal) =>
      awaitDevice(
        grant,
        { ask: () => oauth.askDevice(grant, clientId, session, never), now: ports.now, wait: ports.wait },
        signal,
      ).then(async (answer) => {
        // Agreed on the page, but left here: an answer that is under way is waited for, to end what it gives.
        if (signal.aborted && answer.kind === 'granted')
          await ports.accounts.discard(instance, answer.credentials);
        return answer;
      }),
    );
    if (outcome === 'back' || outcome === 'cancelled') return outcome;
    if (outcome.kind !== 'granted') {
      return told(
        outcome.kind === 'expired'
          ? `The code for ${name} has expired; choose again to get another one.`
          : `You did not agree on the page of ${name}; choose another way.`,
      );
    }
    const granted = await checkedGrant(instance, outcome.credentials, ports, never);
    return typeof granted === 'string' ? told(granted) : granted;
  } catch (error) {
    return told(explainOAuthRefusal(error, instance));
  }
}

/** Shows the code where it can be selected and copied, until it was used or the user leaves. */
function show(
  { title, step, totalSteps }: Step,
  { userCode, page, pageWithCode }: DeviceGrant,
  wait: (signal: AbortSignal) => Promise<DeviceOutcome>,
): Promise<DeviceOutcome | 'back' | 'cancelled'> {
  const box = vscode.window.createInputBox();
  const copyAndOpen = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: 'Copy the Code and Open the Page',
  };
  Object.assign(box, {
    title,
    step,
    totalSteps,
    value: userCode,
    prompt: `Enter this code at ${page} and agree; this closes by itself. Enter copies it and opens the page.`,
    ignoreFocusOut: true,
    busy: true,
    buttons: [vscode.QuickInputButtons.Back, copyAndOpen],
  });
  const running = new AbortController();
  return new Promise((resolve, reject) => {
    const act = async () => {
      await vscode.env.clipboard.writeText(userCode);
      await openExactly(pageWithCode ?? page);
    };
    const end = (answer: DeviceOutcome | 'back' | 'cancelled') => {
      resolve(answer);
      running.abort();
      box.dispose();
    };
    box.onDidChangeValue(() => (box.value = userCode));
    box.onDidAccept(() => void act());
    box.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) end('back');
      else void act();
    });
    box.onDidHide(() => end('cancelled'));
    wait(running.signal).then(end, (error: unknown) => {
      reject(error instanceof Error ? error : new Error(String(error)));
      box.dispose();
    });
    box.show();
  });
}
