import type { DisposableStore } from '../../core/base/disposable.ts';
import type { ShownLog } from '../plainLog.ts';
import type { Instance } from '../../core/model/project.ts';
import type { Marks } from '../../core/settling/marks.ts';
import type { GitLab } from '../../core/sync/ports.ts';
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
import { hideFindings, hideTargets } from './hideFindings.ts';
import { Issues } from './issues/issues.ts';
import { Remediations } from './remediations/remediations.ts';

export interface SettlingHandlersPorts {
  readonly store: SnapshotStore;
  readonly placements: Placements;
  readonly tree: FindingsTree;
  readonly marks: Marks;
  readonly drafts: IssueDrafts;
  readonly refreshers: Refreshers;
  readonly logger: ShownLog;
  readonly connect: (instance: Instance) => Promise<GitLabChanges>;
  /** The same GitLab, for reading only. */
  readonly reader: (instance: Instance) => Promise<GitLab>;
  /** What lives until the extension ends. */
  readonly own: DisposableStore;
}

/** What each command that changes something does. */
export function settlingHandlers(
  ports: SettlingHandlersPorts,
): Readonly<Record<SettlingCommandName, Handler>> {
  const requests = new DismissalRequests(ports);
  const dismissals = new Dismissals(ports, {
    request: (targets) => requests.requestFor(targets),
    hide: (targets) => hideTargets(targets, ports),
  });
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
    applyAllRemediations: (...args) => remediations.applyAll(args),
    confirmFix: () => remediations.decide(true),
    cancelFix: () => remediations.decide(false),
    createRemediationMergeRequest: (...args) => createFixMergeRequests(args, ports),
  };
}
