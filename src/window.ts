import * as vscode from 'vscode';
import type { DisposableStore } from './core/base/disposable.ts';
import { followMarks } from './core/settling/followMarks.ts';
import { Marks } from './core/settling/marks.ts';
import { Refreshers } from './core/sync/refreshers.ts';
import { SnapshotStore } from './core/sync/snapshotStore.ts';
import { Accounts } from './editor/signIn/accounts.ts';
import { Redirects } from './editor/signIn/redirects.ts';
import { watchExpiry } from './editor/signIn/expiryWatch.ts';
import { announceNewFindings } from './editor/announceNewFindings.ts';
import { chosenMergeRequests } from './editor/chosenMergeRequests.ts';
import { CodeActions } from './editor/codeActions.ts';
import { CodeLenses } from './editor/codeLenses.ts';
import { commandHandlers } from './editor/commands/commandHandlers.ts';
import type { Commands } from './editor/commands/registerCommands.ts';
import { settlingCommands } from './editor/commands/settlingCommands.ts';
import { ContextKeys } from './editor/contextKeys.ts';
import { createDetails } from './editor/createDetails.ts';
import { followCursor } from './editor/cursorContext.ts';
import { DiagnosisDocument } from './editor/diagnosisDocument.ts';
import { Diagnostics } from './editor/diagnostics.ts';
import { FindingsTree } from './editor/findingsTree.ts';
import { Hovers } from './editor/hovers.ts';
import type { IssueDrafts } from './editor/issueDrafts.ts';
import { marksStorage } from './editor/marksStorage.ts';
import { plainLog } from './editor/plainLog.ts';
import { lazyFetch } from './editor/network/lazyFetch.ts';
import { onNetworkChange } from './editor/network/onNetworkChange.ts';
import { Placements } from './editor/placements/placements.ts';
import { ProblemDocuments } from './editor/problemDocuments.ts';
import { publicApi, type SecurityFindingsApi } from './editor/publicApi.ts';
import { ReportThread } from './editor/reports/reportThread.ts';
import { Repositories } from './editor/repositories.ts';
import { SnapshotFiles } from './editor/snapshotFiles.ts';
import { settings } from './editor/settings.ts';
import { StatusBar } from './editor/statusBar.ts';
import { ThreadTurns } from './editor/threadTurns.ts';
import { windowFocus } from './editor/windowFocus.ts';
import { clock } from './editor/clock.ts';
import { Connections } from './gitlab/connections.ts';

/** What activation gives. */
export interface WindowPorts {
  readonly context: vscode.ExtensionContext;
  readonly drafts: IssueDrafts;
  /** Ends when the extension does. */
  readonly own: DisposableStore;
}

/** All that there is in a window. */
export interface Window extends Commands {
  readonly api: SecurityFindingsApi;
}

/** Builds and connects everything; what it builds asks git, the disk and the network when it is first needed. */
export function openWindow({ context, drafts, own }: WindowPorts): Window {
  const logger = plainLog(
    own.add(vscode.window.createOutputChannel('GitLab Security Findings', { log: true })),
  );
  const accounts: Accounts = own.add(
    new Accounts({
      context,
      logger,
      environment: process.env,
      oauth: (instance) => connections.oauth(instance),
      checkToken: (...asked) => connections.checkToken(...asked),
      ...clock,
    }),
  );
  const fetch = lazyFetch(() => settings.network);
  const turns = (signal: AbortSignal) => new ThreadTurns(signal);
  const connections = new Connections({
    fetch,
    logger,
    instances: () => accounts.instances(),
    ignoredHosts: () => accounts.ignoredHosts,
    token: (instance) => accounts.token(instance),
    renewToken: (instance, refused) => accounts.renewToken(instance, refused),
    turns,
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
      inUse: () => accounts.inUse(),
      noted: () => accounts.noted(),
      onNobody: () => placements.forgetTexts(),
      schedule: clock.schedule,
      onFault: (error) => logger.warn(`keeping findings failed: ${String(error)}`),
    }),
  );
  own.add(store.onDidRestate((root) => stored.amend(store.unmarked(root))));
  const refreshers = own.add(
    new Refreshers({
      signedIn: connections,
      scannedText: repositories,
      readLongReport: new ReportThread().read,
      turns,
      store,
      stored,
      inUse: () => accounts.inUse(),
      logger,
      ...clock,
      attention: windowFocus,
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
  own.add(followMarks({ store, marks, logger, connect: (instance) => connections.changes(instance) }));
  const tree = own.add(new FindingsTree({ store, placements, memento: context.workspaceState }));
  const contextKeys = own.add(new ContextKeys(store, tree));
  const details = own.add(createDetails({ context, store, placements, connections }));
  const problemDocuments = own.add(new ProblemDocuments());
  const diagnosis = own.add(
    new DiagnosisDocument({
      accounts,
      store,
      refreshers,
      fetch,
      describe: (instance, signal) => connections.describe(instance, signal),
      version: (context.extension.packageJSON as { readonly version: string }).version,
    }),
  );
  own.add(
    accounts.onDidChange(() => {
      connections.reset();
      stored.forgetSignedOut();
      void refreshers.startAnew();
    }),
  );
  own.add(onNetworkChange(() => void refreshers.refresh()));
  for (const Surface of [Diagnostics, CodeLenses, Hovers, CodeActions]) own.add(new Surface(placements));
  own.add(followCursor(placements));
  own.add(new StatusBar(store));
  own.add(announceNewFindings(store));
  own.add(
    watchExpiry({
      accounts,
      checkToken: (...asked) => connections.checkToken(...asked),
      isInUse: ({ url }) =>
        [...store.cells.values()].some(
          ({ snapshot }) => 'instance' in snapshot && snapshot.instance.url === url,
        ),
      logger,
      ...clock,
    }),
  );
  const redirects = own.add(new Redirects(context.extension.id));
  const handlers = commandHandlers({
    accounts,
    connections,
    signInPorts: {
      accounts,
      redirects,
      environment: process.env,
      checkToken: (...asked) => connections.checkToken(...asked),
      oauth: (instance) => connections.oauth(instance),
      ...clock,
    },
    store,
    placements,
    tree,
    details,
    problemDocuments,
    diagnosis,
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
  });
  own.add(clock.schedule(0, () => repositories.start()));
  return { handlers, logger, api: publicApi(store, placements, () => refreshers.refresh()) };
}
