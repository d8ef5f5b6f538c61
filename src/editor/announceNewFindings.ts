import * as vscode from 'vscode';
import type { Disposable } from '../core/base/disposable.ts';
import type { Finding } from '../core/model/finding.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { countFindings } from '../core/view/summary.ts';
import { count } from '../core/view/words.ts';
import { viewId } from './findingsTree.ts';
import { section, settings } from './settings.ts';
import { notify } from './notify.ts';

/**
 * Says once that a pipeline which finished while the window was open brought new findings. What was there when the
 * folder was opened is no news.
 */
export function announceNewFindings(store: SnapshotStore): Disposable {
  const seen = new Map<
    string,
    { readonly scope: string; readonly pipeline: string; readonly findings: readonly Finding[] }
  >();
  return store.onDidChange((root) => {
    const ready = store.cells.get(root)?.snapshot;
    // A repository that was closed; what is there when it is opened again is no news either.
    if (!ready) seen.delete(root);
    // Before it is compared nobody knows what is new, and what an earlier window was told is only what was.
    if (ready?.kind !== 'ready' || ready.comparison === 'pending') return;
    const before = seen.get(root);
    if (before?.pipeline === ready.pipeline.id) return;
    // Another merge request of the branch has other findings, and that is no news either.
    const scope = JSON.stringify([ready.branch, ready.mergeRequest?.webUrl]);
    seen.set(root, { scope, pipeline: ready.pipeline.id, findings: ready.findings });
    if (before?.scope !== scope || !settings.notifyNewFindings) return;
    const known = new Set(before.findings.map(({ key }) => key));
    const fresh = countFindings(ready.findings.filter(({ key }) => !known.has(key))).new;
    if (fresh > 0) void announce(fresh, ready.pipeline.id);
  });
}

async function announce(fresh: number, pipeline: string): Promise<void> {
  const show = 'Show Findings';
  const never = "Don't Show Again";
  const answer = await notify.information(
    `Pipeline #${pipeline} brought ${count(fresh, 'new security finding')}.`,
    show,
    never,
  );
  if (answer === show) await vscode.commands.executeCommand(`${viewId}.focus`);
  if (answer === never)
    await vscode.workspace
      .getConfiguration(section)
      .update('notifyNewFindings', false, vscode.ConfigurationTarget.Global);
}
