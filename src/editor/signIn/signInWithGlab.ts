import { instanceName, type Instance } from '../../core/model/project.ts';
import { checkedReport } from './checkedReport.ts';
import { glabSignIns } from './glabConfig.ts';
import type { SignedIn, SignInPorts, Step } from './signIn.ts';
import { notify } from '../notify.ts';

const never = new AbortController().signal;

/** Checks that glab's token will do; it stays where it is. */
export async function signInWithGlab(_step: Step, instance: Instance, ports: SignInPorts): Promise<SignedIn> {
  const found = (await glabSignIns(ports.environment)).find((one) => one.instance.url === instance.url);
  const report = found
    ? await checkedReport(instance, found.token, ports, never)
    : 'glab is signed out; run glab auth login.';
  if (typeof report !== 'string') return { report };
  const name = instanceName(instance);
  void notify.error(`glab's sign-in to ${name} cannot be used, run glab auth status: ${report}`);
  return 'back';
}
