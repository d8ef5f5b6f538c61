import * as vscode from 'vscode';
import type { Disposable } from '../core/base/disposable.ts';
import { eachInTurns, type Turns } from '../core/base/turns.ts';
import type { Finding } from '../core/model/finding.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { countFindings } from '../core/model/counts.ts';
import { count } from '../core/view/words.ts';
import { viewId } from './findingsTree.ts';
import { section, settings } from './settings.ts';
import { notify } from './notify.ts';
import { ThreadTurns } from './threadTurns.ts';

/**
 * Says once that a pipeline which finished while the window was open brought new findings. What was there when the
 * folder was opened is no news.
 */
export function announceNewFindings(store: SnapshotStore): Disposable {
  const seen = new Map<
    string,
    { readonly scope: string; readonly pipeline: string; readonly findings: readonly Finding[] }
  >();
  const end = new AbortController();
  const listening = store.onDidChange((root) => {
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
    const { findings, pipeline } = ready;
    if (countFindings(findings).new === 0) return;
    countUnknown(findings, before.findings, new ThreadTurns(end.signal)).then(
      (fresh) => (fresh > 0 ? announce(fresh, pipeline.id) : undefined),
      // The window was closed.
      () => undefined,
    );
  });
  return {
    dispose: () => {
      listening.dispose();
      end.abort();
    },
  };
}

/** How many open findings are new, and in no list before. */
async function countUnknown(
  findings: readonly Finding[],
  before: readonly Finding[],
  turns: Turns,
): Promise<number> {
  const fresh = new Map<string, Finding>();
  const add = (finding: Finding) => {
    if (finding.change === 'new') fresh.set(finding.key, finding);
  };
  await eachInTurns(findings, add, turns);
  await eachInTurns(before, ({ key }) => fresh.delete(key), turns);
  return countFindings([...fresh.values()]).new;
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
