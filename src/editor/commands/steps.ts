import * as vscode from 'vscode';
import { instanceName } from '../../core/model/project.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import { explain } from '../../core/view/explain.ts';
import { type NextStep } from '../../core/view/explanation.ts';
import { literal } from '../../core/view/literal.ts';
import { plainLine } from '../../core/view/plainText.ts';
import { ago } from '../../core/view/words.ts';
import { activeCell } from '../statusBar.ts';
import { viewId, type FindingsTree } from '../findingsTree.ts';
import type { Accounts } from '../signIn/accounts.ts';
import { describeAccount } from '../signIn/describeAccount.ts';
import { command } from './names.ts';
import { openUrl } from './openUrl.ts';
import { notify } from '../notify.ts';

export interface StepPorts {
  readonly store: SnapshotStore;
  readonly accounts: Accounts;
  readonly tree: FindingsTree;
}

/** Does one of the next steps that an explanation offers. */
export async function runStep(step: NextStep, ports: StepPorts, root: string | undefined): Promise<void> {
  const { store, accounts, tree } = ports;
  switch (step.kind) {
    case 'signIn':
      await vscode.commands.executeCommand(command('signIn'), step.host);
      return;
    case 'ignoreHost':
      await accounts.ignoreHost(step.host);
      return;
    case 'openUrl': {
      const cell = root === undefined ? activeCell(store) : store.cells.get(root);
      const snapshot = cell?.snapshot;
      await openUrl(step.url, snapshot && 'instance' in snapshot ? snapshot.instance : undefined);
      return;
    }
    case 'refresh':
      await vscode.commands.executeCommand(command('refresh'));
      return;
    case 'showLog':
      await vscode.commands.executeCommand(command('showLog'));
      return;
    case 'diagnose':
      await vscode.commands.executeCommand(command('diagnoseConnection'));
      return;
    case 'openSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', step.query);
      return;
    case 'showProblems':
      await tree.revealPipeline(root);
      return;
    case 'chooseMergeRequest':
      await vscode.commands.executeCommand(command('chooseMergeRequest'), root);
      return;
  }
}

/** Does what a welcome view offers, which cannot say which step it is. */
export async function runFirstStep(ports: StepPorts): Promise<void> {
  const cell = activeCell(ports.store);
  const [step] = cell ? explain(cell, Date.now()).steps : [];
  if (cell && step) await runStep(step, ports, cell.snapshot.repository.root);
}

/** The status bar's menu: the state in its title, the next steps below. */
export async function showMenu(ports: StepPorts): Promise<void> {
  const cell = activeCell(ports.store);
  if (!cell) return;
  const { sentence, steps } = explain(cell, Date.now());
  const { snapshot } = cell;
  const account = 'instance' in snapshot ? await ports.accounts.used(snapshot.instance) : undefined;
  const isOffered = (kind: NextStep['kind']) => steps.some((step) => step.kind === kind);
  const always = (label: string, id: string) => ({ label, run: () => vscode.commands.executeCommand(id) });
  const entries = [
    ...steps.map((step) => ({
      label: `$(arrow-right) ${step.title}`,
      run: () => runStep(step, ports, cell.snapshot.repository.root),
    })),
    always('$(list-tree) Show Findings', `${viewId}.focus`),
    ...(isOffered('refresh') ? [] : [always('$(refresh) Refresh Findings', command('refresh'))]),
    ...(isOffered('diagnose') || cell.snapshot.kind !== 'failed'
      ? []
      : [always('$(pulse) Diagnose Connection', command('diagnoseConnection'))]),
    ...(account
      ? [
          always('$(account) Choose Account…', command('chooseAccount')),
          { ...always('$(sign-out) Sign Out…', command('signOut')), description: describeAccount(account) },
        ]
      : []),
    ...(isOffered('showLog') ? [] : [always('$(output) Show Log', command('showLog'))]),
  ];
  const chosen = await vscode.window.showQuickPick(entries, {
    title: literal(sentence),
    placeHolder: 'Choose what to do next',
  });
  await chosen?.run();
}

/** Lets the user choose among the branch's open merge requests; resolves to the web URL of the one chosen. */
export async function chooseMergeRequest(
  store: SnapshotStore,
  root: string | undefined,
): Promise<{ readonly root: string; readonly branch: string; readonly url: string } | undefined> {
  const ready = (root === undefined ? activeCell(store) : store.cells.get(root))?.ready;
  if (!ready || ready.choices.length === 0) {
    void notify.information('This branch has no open merge request to choose.');
    return undefined;
  }
  const items = ready.choices.map((mergeRequest) => ({
    label: literal(`!${mergeRequest.iid} ${plainLine(mergeRequest.title)}`),
    description: literal(`into ${plainLine(mergeRequest.targetBranch)}`),
    detail: literal(
      `${plainLine(mergeRequest.projectPath)} · updated ${ago(Date.parse(mergeRequest.updatedAt), Date.now())}`,
    ),
    url: mergeRequest.webUrl,
    iconPath: new vscode.ThemeIcon(
      mergeRequest.webUrl === ready.mergeRequest?.webUrl ? 'check' : 'git-pull-request',
    ),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: literal(`Merge Requests of ${plainLine(ready.branch)} on ${instanceName(ready.instance)}`),
    placeHolder: 'Choose the one whose findings to show',
  });
  return chosen && { root: ready.repository.root, branch: ready.branch, url: chosen.url };
}
