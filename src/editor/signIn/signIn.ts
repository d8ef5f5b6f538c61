import { instanceName, type Instance } from '../../core/model/project.ts';
import type { Credentials } from '../../core/model/credentials.ts';
import { parseInstance } from '../../core/remote/parseInstance.ts';
import type { OAuth } from '../../core/signIn/oauth.ts';
import type { TokenReport } from '../../core/sync/ports.ts';
import { askText } from '../askText.ts';
import { settings } from '../settings.ts';
import type { Accounts } from './accounts.ts';
import { askMethod, methodsFor } from './askMethod.ts';
import { askToken } from './askToken.ts';
import type { CheckToken } from './checkedReport.ts';
import type { Environment } from './environmentSource.ts';
import type { Redirects } from './redirects.ts';
import { signInWithBrowser } from './signInWithBrowser.ts';
import { signInWithDevice } from './signInWithDevice.ts';
import { signInWithGlab } from './signInWithGlab.ts';
import { tellSignedIn } from './tellSignedIn.ts';

export interface SignInPorts {
  readonly accounts: Accounts;
  readonly redirects: Redirects;
  readonly environment: Environment;
  readonly checkToken: CheckToken;
  readonly oauth: (instance: Instance) => Promise<OAuth>;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What a way of signing in comes to; glab keeps what it has. */
export type SignedIn =
  'back' | 'cancelled' | { readonly report: TokenReport; readonly credentials?: Credentials };

/** A step among those that the user takes, for its title. */
export interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

const title = 'Sign In to GitLab';

/**
 * Asks for an instance and for a way to sign in to it, checks with GitLab what that gives, and keeps it if it can read
 * findings. Where a token is the only way, there is nothing to choose.
 *
 * @param host offered as the instance's address
 */
export async function signIn(ports: SignInPorts, host: string): Promise<boolean> {
  let address = offered(host);
  for (;;) {
    const answer = await askText({
      title,
      step: 1,
      totalSteps: 2,
      value: address,
      prompt: 'Address of your GitLab. Nothing is sent before you sign in.',
      placeholder: 'https://gitlab.example.com',
      validate: (text) =>
        parseInstance(text)
          ? undefined
          : 'Enter a host name or an https address; plain http only works for this computer itself.',
    });
    if (answer.kind !== 'text') return false;
    address = answer.text;
    const instance = parseInstance(address);
    if (!instance) return false;
    const outcome = await signInTo(instance, ports);
    if (outcome === 'back') continue;
    if (outcome === 'cancelled') return false;
    const { accounts } = ports;
    const { credentials, report } = outcome;
    const kept = credentials ? await accounts.signIn(instance, credentials, report.username) : true;
    if (!credentials) await accounts.useGlab(instance);
    tellSignedIn(instanceName(instance), outcome, kept);
    return true;
  }
}

async function signInTo(instance: Instance, ports: SignInPorts): Promise<SignedIn> {
  const methods = await methodsFor(instance, ports.environment);
  for (;;) {
    const method =
      methods.length > 1 ? await askMethod({ title, step: 2, totalSteps: 3 }, instance, methods) : 'token';
    if (method === 'back' || method === 'cancelled') return method;
    const step: Step = { title, step: methods.length > 1 ? 3 : 2, totalSteps: methods.length > 1 ? 3 : 2 };
    const outcome = await signInBy[method](step, instance, ports);
    if (outcome !== 'back' || methods.length === 1) return outcome;
  }
}

const signInBy = {
  token: askToken,
  browser: signInWithBrowser,
  device: signInWithDevice,
  glab: signInWithGlab,
};

/** A remote's host names no scheme; a loopback address is a test or a tunnel, and speaks http. */
function offered(host: string): string {
  if (host === '') return 'https://gitlab.com';
  if (/^https?:\/\//.test(host)) return host;
  const hostname = host.replace(/:\d+$/, '');
  const known = settings.instances.find((url) => {
    const instance = parseInstance(url);
    return instance && new URL(instance.url).hostname === hostname;
  });
  if (known !== undefined) return known;
  return parseInstance(`http://${host}`) ? `http://${host}` : `https://${host}`;
}
