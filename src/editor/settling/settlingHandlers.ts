import type * as vscode from 'vscode';
import type { Instance } from '../../core/model/project.ts';
import type { Marks } from '../../core/settling/marks.ts';
import type { Refreshers } from '../../core/sync/refreshers.ts';
import type { SnapshotStore } from '../../core/sync/snapshotStore.ts';
import type { GitLabChanges } from '../../core/settling/ports.ts';
import type { SettlingCommandName } from '../commands/names.ts';
import type { Handler } from '../commands/registerCommands.ts';
import type { FindingsTree } from '../findingsTree.ts';
import type { Placements } from '../placements/placements.ts';
import { Dismissals } from './dismissals.ts';

export interface SettlingHandlersPorts {
  readonly store: SnapshotStore;
  readonly placements: Placements;
  readonly tree: FindingsTree;
  readonly marks: Marks;
  readonly refreshers: Refreshers;
  readonly logger: vscode.LogOutputChannel;
  readonly connect: (instance: Instance) => Promise<GitLabChanges>;
}

/** What each command that changes something does. */
export function settlingHandlers(
  ports: SettlingHandlersPorts,
): Readonly<Record<SettlingCommandName, Handler>> {
  const dismissals = new Dismissals(ports);
  return {
    dismissFinding: (...args) => dismissals.dismiss(args),
    restoreFinding: (...args) => dismissals.restore(args),
    editDismissal: (...args) => dismissals.edit(args),
  };
}
