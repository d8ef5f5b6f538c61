import * as vscode from 'vscode';
import { instanceName, type Instance } from '../../core/model/project.ts';
import type { TokenReport } from '../../core/sync/ports.ts';
import { askText, type AskTextButton } from '../askText.ts';
import { section } from '../settings.ts';
import { checkedReport } from './checkedReport.ts';
import { clientIdOf } from './clientIdOf.ts';
import type { SignedIn, SignInPorts, Step } from './signIn.ts';

const scopes = 'read_api';

/** Asks for an access token and checks it. */
export async function askToken(step: Step, instance: Instance, ports: SignInPorts): Promise<SignedIn> {
  let report: TokenReport | undefined;
  const answer = await askText({
    ...step,
    value: '',
    password: true,
    prompt: `Personal, project or group access token for ${instanceName(instance)}. Scope read_api shows findings; api will also dismiss them and create issues.`,
    placeholder: 'glpat-…',
    buttons: [createToken(instance), ...(clientIdOf(instance) === undefined ? [useBrowser] : [])],
    validate: (text) => (text.trim() === '' ? 'Paste the token.' : undefined),
    check: async (text, signal) => {
      const checked = await checkedReport(instance, text.trim(), ports, signal);
      if (typeof checked === 'string') return checked;
      report = checked;
      return undefined;
    },
  });
  if (answer.kind !== 'text' || !report) return answer.kind === 'back' ? 'back' : 'cancelled';
  const { expiresAt } = report;
  return {
    report,
    credentials: { kind: 'token', token: answer.text.trim(), ...(expiresAt !== undefined && { expiresAt }) },
  };
}

function createToken(instance: Instance): AskTextButton {
  const page = `${instance.url}/-/user_settings/personal_access_tokens?name=GitLab+Security+Findings&scopes=${scopes}`;
  return {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: 'Create a Token in GitLab',
    run: () => void vscode.env.openExternal(vscode.Uri.parse(page)),
  };
}

/** The setting says how an application is registered; without one GitLab takes nobody to a page. */
const useBrowser: AskTextButton = {
  iconPath: new vscode.ThemeIcon('browser'),
  tooltip: 'Sign In with the Browser: Register an Application First',
  run: () =>
    void vscode.commands.executeCommand('workbench.action.openSettings', `${section}.oauthClientIds`),
};
