import * as vscode from 'vscode';
import { instanceName } from '../../core/model/project.ts';
import type { Accounts } from './accounts.ts';
import { describeAccount } from './describeAccount.ts';
import { notify } from '../notify.ts';

/** Lets the user choose a sign-in to end; those from elsewhere are ended there. */
export async function signOut(accounts: Accounts): Promise<void> {
  const items = (await accounts.list()).map((account) => ({
    label: instanceName(account.instance),
    description: describeAccount(account),
    account,
  }));
  if (items.length === 0) {
    void notify.information('You are not signed in to any GitLab, so there is nothing to sign out of.');
    return;
  }
  const chosen =
    items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: 'Sign Out of GitLab' });
  if (!chosen) return;
  const { label, account } = chosen;
  if (account.source === 'GITLAB_TOKEN' || account.source === 'GITLAB_TOKEN_FILE') {
    void notify.information(
      `This sign-in comes from the environment variable ${account.source}; remove it and restart VS Code.`,
    );
    return;
  }
  const isGone = await accounts.signOut(account);
  const who = account.username === undefined ? '' : ` as ${account.username}`;
  if (!isGone) {
    void notify.warning(
      `Signed out of ${label}${who}, but the keyring did not remove the token; unlock it and restart VS Code, or revoke the token in GitLab.`,
    );
    return;
  }
  void notify.information(
    account.source === 'glab'
      ? `Signed out of ${label}; glab keeps its own sign-in.`
      : `Signed out of ${label}${who}; the token is removed from this computer.`,
  );
}
