import * as vscode from 'vscode';
import { DisposableStore } from './core/base/disposable.ts';
import { followRequests } from './core/settling/followRequests.ts';
import { Marks } from './core/settling/marks.ts';
import { Refreshers } from './core/sync/refreshers.ts';
import { SnapshotStore } from './core/sync/snapshotStore.ts';
import { Accounts } from './editor/signIn/accounts.ts';
import { announceNewFindings } from './editor/announceNewFindings.ts';
import { chosenMergeRequests } from './editor/chosenMergeRequests.ts';
import { CodeActions } from './editor/codeActions.ts';
import { CodeLenses } from './editor/codeLenses.ts';
import { commandHandlers } from './editor/commands/commandHandlers.ts';
import { registerCommands } from './editor/commands/registerCommands.ts';
import { settlingCommands } from './editor/commands/settlingCommands.ts';
import { ContextKeys } from './editor/contextKeys.ts';
import { createDetailsPanel } from './editor/createDetailsPanel.ts';
import { followCursor } from './editor/cursorContext.ts';
import { Diagnostics } from './editor/diagnostics.ts';
import { FindingsTree } from './editor/findingsTree.ts';
import { Hovers } from './editor/hovers.ts';
import { IssueDrafts } from './editor/issueDrafts.ts';
import { marksStorage } from './editor/marksStorage.ts';
import { plainLog } from './editor/plainLog.ts';
import { Placements } from './editor/placements/placements.ts';
import { ProblemDocuments } from './editor/problemDocuments.ts';
import { publicApi, type SecurityFindingsApi } from './editor/publicApi.ts';
import { Repositories } from './editor/repositories.ts';
import { SnapshotFiles } from './editor/snapshotFiles.ts';
import { StatusBar } from './editor/statusBar.ts';
import { clock } from './editor/clock.ts';
import { Connections } from './gitlab/connections.ts';

/** Builds, connects, registers. Nothing here asks git, the disk or the network; that begins once VS Code is idle. */
export function activate(context: vscode.ExtensionContext): SecurityFindingsApi {
  const own = new DisposableStore();
  context.subscriptions.push(own);
  const logger = plainLog(
    own.add(vscode.window.createOutputChannel('GitLab Security Findings', { log: true })),
  );
  const accounts = own.add(new Accounts(context, logger, process.env));
  const connections = new Connections({
    fetch: (...args) => globalThis.fetch(...args),
    logger,
    instances: () => accounts.list().map(({ instance }) => instance),
    ignoredHosts: () => accounts.ignoredHosts,
    token: (instance) => accounts.token(instance),
    ...clock,
  });
  const marks = own.add(new Marks(marksStorage(context.workspaceState)));
  const store = own.add(new SnapshotStore((snapshot) => marks.apply(snapshot)));
  own.add(marks.onDidChange((root) => store.remark(root)));
  const chosen = chosenMergeRequests(context.workspaceState);
  const repositories = own.add(
    new Repositories({
      logger,
      onHead: (head) => refreshers.update(head),
      onGone: (root) => refreshers.remove(root),
      onStateChange: (root) => void placements.update(root),
      onGit: (available) => (contextKeys.git = available),
    }),
  );
  const stored = own.add(
    new SnapshotFiles({
      storage: context.storageUri,
      instances: () => accounts.list().map(({ instance }) => instance),
      schedule: clock.schedule,
      onFault: (error) => logger.warn(`keeping findings failed: ${String(error)}`),
    }),
  );
  own.add(store.onDidRestate((root) => stored.amend(store.unmarked(root))));
  const refreshers = own.add(
    new Refreshers({
      signedIn: connections,
      scannedText: repositories,
      store,
      stored,
      logger,
      ...clock,
      chosenMergeRequest: (head) => chosen.of(head),
    }),
  );
  const placements = own.add(
    new Placements({
      store,
      git: repositories,
      storage: context.storageUri,
      connect: ({ instance }) => connections.connect(instance),
      onFault: (error) => logger.warn(`placing findings failed: ${String(error)}`),
    }),
  );
  own.add(followRequests({ store, marks, logger, connect: (instance) => connections.changes(instance) }));
  const tree = own.add(new FindingsTree({ store, placements, memento: context.workspaceState }));
  const contextKeys = own.add(new ContextKeys(store, tree));
  const details = own.add(createDetailsPanel({ context, store, placements, connections }));
  const drafts = own.add(new IssueDrafts(context.workspaceState));
  const problemDocuments = own.add(new ProblemDocuments());
  own.add(
    accounts.onDidChange(() => {
      connections.reset();
      stored.forgetSignedOut();
      void refreshers.refresh();
    }),
  );
  for (const Surface of [Diagnostics, CodeLenses, Hovers, CodeActions]) own.add(new Surface(placements));
  own.add(followCursor(placements));
  own.add(new StatusBar(store));
  own.add(announceNewFindings(store));
  own.add(
    registerCommands(
      commandHandlers({
        accounts,
        connections,
        store,
        placements,
        tree,
        details,
        problemDocuments,
        chosen,
        refreshers,
        logger,
        settling: settlingCommands({
          store,
          placements,
          tree,
          marks,
          drafts,
          refreshers,
          logger,
          connect: (instance) => connections.changes(instance),
          reader: (instance) => connections.connect(instance),
          own,
        }),
      }),
      logger,
    ),
  );
  own.add(clock.schedule(0, () => repositories.start()));
  return publicApi(store, placements, () => refreshers.refresh());
}
