import { oneTurn } from '../../src/core/base/turns.ts';
import type { ReadySnapshot, Snapshot } from '../../src/core/model/snapshot.ts';
import { possibleActions } from '../../src/core/settling/possibleActions.ts';
import { copyText } from '../../src/core/view/copyText.ts';
import { messageOf, spoken } from '../../src/core/view/describeFinding.ts';
import { detailsOf } from '../../src/core/view/details.ts';
import { explain } from '../../src/core/view/explain.ts';
import { explainProblem } from '../../src/core/view/explainProblem.ts';
import { noFilter } from '../../src/core/view/filter.ts';
import { hoverOf } from '../../src/core/view/hover.ts';
import { lensesOf } from '../../src/core/view/lens.ts';
import { treeOf } from '../../src/core/view/tree.ts';
import type { TreeNode } from '../../src/core/view/treeNode.ts';
import { gitLabPagesOf, linksOf } from '../../src/core/view/webPages.ts';

const now = Date.parse('2026-03-03T12:00:00Z');

/** Makes everything of a snapshot that is ever shown of it. */
export async function lookAt(snapshot: Snapshot): Promise<void> {
  const ready = snapshot.kind === 'ready' ? snapshot : undefined;
  const cell = { snapshot, refreshing: false, ...(ready && { ready }) };
  explain(cell, now);
  for (const grouping of ['severity', 'file'] as const)
    await open(
      treeOf(new Map([[snapshot.repository.root, cell]]), {
        grouping,
        filter: noFilter,
        now,
        turns: oneTurn,
      }),
    );
  if (ready) lookInto(ready);
}

function lookInto(ready: ReadySnapshot): void {
  for (const problem of ready.problems) explainProblem(problem);
  for (const finding of ready.findings) {
    hoverOf(finding, { scannedAt: now, now, actions: [] });
    detailsOf(finding, { snapshot: ready, loading: false, now });
    lensesOf([finding], 'actions', (each) => possibleActions(each, ready));
    messageOf(finding);
    spoken(finding);
    copyText(finding, ready);
    gitLabPagesOf(finding, ready);
    linksOf(finding);
  }
}

async function open(nodes: readonly TreeNode[]): Promise<void> {
  for (const node of nodes) if ('children' in node) await open(await node.children());
}
