import * as vscode from 'vscode';
import { instanceName, type Instance } from '../../core/model/project.ts';
import { command } from '../commands/names.ts';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';
import { askedAs, howSignedIn } from './describeAccount.ts';

/**
 * Lets the user choose the account that an instance is asked with from this workspace, or sign in with another one.
 *
 * @param instance of the repository that the user looks at; without one all are offered
 */
export async function chooseAccount(accounts: Accounts, instance: Instance | undefined): Promise<void> {
  const all = await accounts.list(instance);
  const used = await Promise.all((await accounts.instances()).map((each) => accounts.used(each)));
  const another = {
    label: '$(add) Sign In with Another Account…',
    run: () => vscode.commands.executeCommand(command('signIn'), instance?.url),
  };
  const items = all.map((account) => ({
    label: account.username ?? `Signed in with ${howSignedIn(account)}`,
    description: account.username === undefined ? '' : `signed in with ${howSignedIn(account)}`,
    ...(!instance && { detail: instanceName(account.instance) }),
    iconPath: new vscode.ThemeIcon(used.some((one) => one?.id === account.id) ? 'check' : 'account'),
    run: () => use(accounts, account),
  }));
  const chosen = await vscode.window.showQuickPick([...items, another], {
    title: `Accounts of ${instance ? instanceName(instance) : 'GitLab'}`,
    placeHolder: 'Choose whom GitLab is asked as in this workspace',
  });
  await chosen?.run();
}

async function use(accounts: Accounts, account: Account): Promise<void> {
  await accounts.choose(account);
  vscode.window.setStatusBarMessage(askedAs(account), 5000);
}
