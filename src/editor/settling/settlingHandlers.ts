import type * as vscode from 'vscode';
import type { Finding } from '../../core/model/finding.ts';
import type { Instance } from '../../core/model/project.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import type { Marks } from '../../core/settling/marks.ts';
import type { LazyDetails } from '../../core/sync/ports.ts';
import type { Refreshers } from '../../core/sync/refreshers.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import type { GitLabChanges } from '../../core/settling/gitLabChanges.ts';
import type { SettlingCommandName } from '../commands/names.ts';
import type { Handler } from '../commands/registerCommands.ts';
import type { FindingsTree } from '../findingsTree.ts';
import type { IssueDrafts } from '../issueDrafts.ts';
import type { Placements } from '../placements/placements.ts';
import { createFixMergeRequests } from './createFixMergeRequests.ts';
import { DismissalRequests } from './dismissalRequests.ts';
import { Dismissals } from './dismissals.ts';
import { hideFindings } from './hideFindings.ts';
import { Issues } from './issues/issues.ts';
import { Remediations } from './remediations/remediations.ts';

export interface SettlingHandlersPorts {
  readonly store: SnapshotStore;
  readonly placements: Placements;
  readonly tree: FindingsTree;
  readonly marks: Marks;
  readonly drafts: IssueDrafts;
  readonly refreshers: Refreshers;
  readonly logger: vscode.LogOutputChannel;
  readonly connect: (instance: Instance) => Promise<GitLabChanges>;
  /** The long part of a finding; `undefined` where GitLab's database does not have it. */
  readonly loadDetails: (
    snapshot: ReadySnapshot,
    finding: Finding,
    signal: AbortSignal,
  ) => Promise<LazyDetails | undefined>;
}

/** What each command that changes something does. */
export function settlingHandlers(
  ports: SettlingHandlersPorts,
): Readonly<Record<SettlingCommandName, Handler>> {
  const dismissals = new Dismissals(ports);
  const requests = new DismissalRequests(ports);
  const issues = new Issues(ports);
  const remediations = new Remediations(ports);
  return {
    dismissFinding: (...args) => dismissals.dismiss(args),
    restoreFinding: (...args) => dismissals.restore(args),
    editDismissal: (...args) => dismissals.edit(args),
    requestDismissal: (...args) => requests.request(args),
    hideFinding: (...args) => hideFindings(args, ports),
    createIssue: (...args) => issues.create(args),
    submitIssue: (...args) => issues.submit(args),
    changeIssue: (...args) => issues.change(args),
    openIssue: (...args) => issues.open(args),
    applyRemediation: (...args) => remediations.apply(args),
    createRemediationMergeRequest: (...args) => createFixMergeRequests(args, ports),
  };
}
