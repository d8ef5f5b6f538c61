import * as vscode from 'vscode';
import type { Problem } from '../../core/model/snapshot.ts';
import type { Refreshers } from '../../core/sync/refreshers.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import type { SignedIn } from '../../core/sync/ports.ts';
import { copyText } from '../../core/view/copyText.ts';
import type { NextStep } from '../../core/view/explanation.ts';
import { noFilter } from '../../core/view/filter.ts';
import { count } from '../../core/view/words.ts';
import type { LensMode } from '../../core/view/lens.ts';
import { pageOf } from '../../core/view/webPages.ts';
import type { ChosenMergeRequests } from '../chosenMergeRequests.ts';
import type { DiagnosisDocument } from '../diagnosisDocument.ts';
import type { Details } from '../createDetails.ts';
import type { FindingsTree } from '../findingsTree.ts';
import type { PlacedFinding } from '../placements/findingPlace.ts';
import type { Placements } from '../placements/placements.ts';
import type { ProblemDocuments } from '../problemDocuments.ts';
import { section, settings } from '../settings.ts';
import type { Accounts } from '../signIn/accounts.ts';
import { chooseAccount } from '../signIn/chooseAccount.ts';
import { signOut } from '../signIn/signOut.ts';
import type { SignInPorts } from '../signIn/signIn.ts';
import { activeCell } from '../statusBar.ts';
import { viewId } from '../findingsTree.ts';
import { FlowWalk } from './flowWalk.ts';
import { filterFindings, groupFindings } from './filterFindings.ts';
import type { CommandName, SettlingCommandName } from './names.ts';
import { openLink } from './openLink.ts';
import { openUrl } from './openUrl.ts';
import type { Handler } from './registerCommands.ts';
import { chooseMergeRequest, runFirstStep, runStep, showMenu } from './steps.ts';
import { isNode, pick, targetsOf } from './targets.ts';
import { goToFinding, walkFindings } from './walkFindings.ts';
import type { ShownLog } from '../plainLog.ts';

export interface CommandPorts {
  readonly accounts: Accounts;
  readonly connections: SignedIn;
  readonly signInPorts: SignInPorts;
  readonly store: SnapshotStore;
  readonly placements: Placements;
  readonly tree: FindingsTree;
  readonly details: Details;
  readonly problemDocuments: ProblemDocuments;
  readonly diagnosis: DiagnosisDocument;
  readonly chosen: ChosenMergeRequests;
  readonly refreshers: Refreshers;
  readonly logger: ShownLog;
  readonly settling: Readonly<Record<SettlingCommandName, Handler>>;
}

/** What each command does. */
export function commandHandlers(ports: CommandPorts): Readonly<Record<CommandName, Handler>> {
  const {
    accounts,
    connections,
    store,
    placements,
    tree,
    details,
    problemDocuments,
    diagnosis,
    chosen,
    refreshers,
    logger,
  } = ports;
  const flowWalk = new FlowWalk(ports);
  const onOne = (ask: string, act: (placed: PlacedFinding) => unknown): Handler => {
    return async (...args) => {
      const [first] = await targetsOf(args, ports, ask);
      return first && act(first);
    };
  };
  return {
    ...ports.settling,
    signIn: async (host) => {
      const snapshot = activeCell(store)?.snapshot;
      const known =
        snapshot?.kind === 'signedOut'
          ? snapshot.host
          : snapshot && 'instance' in snapshot
            ? snapshot.instance.url
            : undefined;
      const { signIn } = await import('../signIn/signIn.ts');
      return signIn(ports.signInPorts, typeof host === 'string' ? host : (known ?? ''));
    },
    ignoreHost: () => {
      const snapshot = activeCell(store)?.snapshot;
      return snapshot?.kind === 'signedOut' ? accounts.ignoreHost(snapshot.host) : undefined;
    },
    signOut: () => signOut(accounts),
    chooseAccount: () => {
      const snapshot = activeCell(store)?.snapshot;
      return chooseAccount(accounts, snapshot && 'instance' in snapshot ? snapshot.instance : undefined);
    },
    refresh: () =>
      vscode.window.withProgress({ location: { viewId }, title: 'Refreshing security findings' }, () =>
        refreshers.refresh(),
      ),
    showFinding: onOne('Show Details', ({ root, finding }) => details.show(root, finding.key)),
    goToFinding: onOne('Go to Finding', goToFinding),
    nextFinding: () => walkFindings(placements, 1),
    previousFinding: () => walkFindings(placements, -1),
    nextStep: (...args) => flowWalk.walk(1, args),
    previousStep: (...args) => flowWalk.walk(-1, args),
    openInGitLab: onOne('Open in GitLab', ({ finding, snapshot }) =>
      openUrl(pageOf(finding, snapshot), snapshot.instance),
    ),
    openLink: onOne('Open Link', (placed) => openLink(placed, connections, logger)),
    copyFinding: async (...args) => {
      const targets = await targetsOf(args, ports, 'Copy Finding');
      if (targets.length === 0) return;
      await vscode.env.clipboard.writeText(
        targets
          .map(({ finding, snapshot, placement }) => copyText(finding, snapshot, placement))
          .join('\n\n---\n\n'),
      );
      vscode.window.setStatusBarMessage(`Copied ${count(targets.length, 'finding')}.`, 3000);
    },
    filterFindings: () => filterFindings(tree),
    clearFilter: () => (tree.filter = noFilter),
    groupFindings: () => groupFindings(tree),
    toggleCodeLens: codeLensToggle(),
    diagnoseConnection: () => diagnosis.run(),
    copyDiagnosis: (uri) => diagnosis.copy(uri instanceof vscode.Uri ? uri : undefined),
    showLog: () => logger.show(),
    chooseMergeRequest: async (where) => {
      const root = isNode(where) ? (where.kind === 'repository' ? where.id : undefined) : where;
      const choice = await chooseMergeRequest(store, typeof root === 'string' ? root : undefined);
      if (!choice) return;
      await chosen.choose(choice.root, choice.branch, choice.url);
      await refreshers.refresh(choice.root);
    },
    pickFinding: async (...args) => {
      const [first] = await pick(
        await targetsOf(args, ports, 'Findings on This Line'),
        'Findings on This Line',
      );
      if (first) await details.show(first.root, first.finding.key);
    },
    showMenu: () => showMenu(ports),
    // Our own tree passes steps and problems, welcome views nothing.
    runStep: (step, root) =>
      isKind(step)
        ? runStep(step as unknown as NextStep, ports, typeof root === 'string' ? root : undefined)
        : runFirstStep(ports),
    showMore: (group, rows) =>
      typeof group === 'string' && typeof rows === 'number' ? tree.showMore(group, rows) : undefined,
    showProblem: (problem) =>
      isKind(problem) ? problemDocuments.show(problem as unknown as Problem) : undefined,
  };
}

function isKind(value: unknown): value is { readonly kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

/** Off and on again, back to the mode it had; works whatever the setting was. */
function codeLensToggle(): () => Promise<void> {
  let shown: LensMode = 'actions';
  return async () => {
    const configuration = vscode.workspace.getConfiguration(section);
    const target =
      configuration.inspect('codeLens')?.workspaceValue === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
    const mode = settings.codeLens;
    if (mode !== 'off') shown = mode;
    await configuration.update('codeLens', mode === 'off' ? shown : 'off', target);
  };
}
