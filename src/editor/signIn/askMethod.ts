import * as vscode from 'vscode';
import { instanceName, type Instance } from '../../core/model/project.ts';
import { clientIdOf } from './clientIdOf.ts';
import type { Environment } from './environmentSource.ts';
import { glabSignIns } from './glabConfig.ts';
import type { Step } from './signIn.ts';

export type Method = 'token' | 'browser' | 'device' | 'glab';

/** The ways to sign in to an instance, the likeliest first: a browser may not find its way back to a remote window. */
export async function methodsFor(instance: Instance, environment: Environment): Promise<readonly Method[]> {
  const isRemote = vscode.env.remoteName !== undefined;
  const oauth: readonly Method[] = isRemote ? ['device', 'browser'] : ['browser', 'device'];
  const glab = (await glabSignIns(environment)).some((one) => one.instance.url === instance.url);
  return [
    ...(clientIdOf(instance) === undefined ? [] : oauth),
    ...(glab ? (['glab'] as const) : []),
    'token',
  ];
}

const words: Readonly<Record<Method, Pick<vscode.QuickPickItem, 'label' | 'detail'>>> = {
  browser: {
    label: '$(browser) With the Browser',
    detail: 'Agree on a page of GitLab, and it leads back here.',
  },
  device: {
    label: '$(device-mobile) With a Code',
    detail: 'Enter a short code on a page of GitLab, in any browser.',
  },
  glab: {
    label: "$(terminal) With glab's Sign-In",
    detail: "Uses the token of glab's configuration as it is then.",
  },
  token: { label: '$(key) With a Token', detail: 'Paste a personal, project or group access token.' },
};

/** Lets the user choose a way to sign in. */
export function askMethod(
  { title, step, totalSteps }: Step,
  instance: Instance,
  methods: readonly Method[],
): Promise<Method | 'back' | 'cancelled'> {
  const list = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly method: Method }>();
  Object.assign(list, {
    title,
    step,
    totalSteps,
    ignoreFocusOut: true,
    placeholder: `How to sign in to ${instanceName(instance)}`,
    items: methods.map((method) => ({ ...words[method], method })),
    buttons: [vscode.QuickInputButtons.Back],
  });
  return new Promise((resolve) => {
    const done = (answer: Method | 'back' | 'cancelled') => {
      resolve(answer);
      list.dispose();
    };
    list.onDidAccept(() => done(list.selectedItems[0]?.method ?? 'cancelled'));
    list.onDidTriggerButton(() => done('back'));
    list.onDidHide(() => done('cancelled'));
    list.show();
  });
}
