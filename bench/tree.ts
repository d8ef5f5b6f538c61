import { oneTurn } from '../src/core/base/turns.ts';
import { noFilter } from '../src/core/view/filter.ts';
import type { Cell } from '../src/core/sync/snapshotStore.ts';
import { treeOf } from '../src/core/view/tree.ts';
import type { TreeNode, TreeOptions } from '../src/core/view/treeNode.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';
import { manyFindings } from './manyFindings.ts';

const count = 100_000;
const runs = 9;

/** What the tree's rows cost where there are very many findings: the first look, a filter, another grouping; medians. */
export async function benchTree(): Promise<readonly Measurement[]> {
  const looks: number[] = [];
  const filters: number[] = [];
  const groupings: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    // A snapshot of its own each time: nothing is counted yet.
    const snapshot = manyFindings(count);
    const cells = new Map([['r', { snapshot, ready: snapshot, refreshing: false }]]);
    const options: TreeOptions = { grouping: 'state', filter: noFilter, now: 0, turns: oneTurn };
    looks.push(await millisecondsOf(() => rowsOf(cells, options)));
    filters.push(
      await millisecondsOf(() => rowsOf(cells, { ...options, filter: { ...noFilter, text: 'handler_77' } })),
    );
    groupings.push(await millisecondsOf(() => rowsOf(cells, { ...options, grouping: 'file' })));
  }
  return [
    atMost('rows of 100,000 findings, first look', medianOf(looks), 'ms', 100),
    atMost('rows of 100,000 findings, filtered by text', medianOf(filters), 'ms', 50),
    atMost('rows of 100,000 findings, grouped by file', medianOf(groupings), 'ms', 50),
  ];
}

/** All rows that are open at first, as VS Code asks for them. */
async function rowsOf(cells: ReadonlyMap<string, Cell>, options: TreeOptions): Promise<number> {
  const countRows = async (nodes: readonly TreeNode[]): Promise<number> => {
    let sum = nodes.length;
    for (const node of nodes)
      if (node.kind === 'repository' || (node.kind === 'group' && node.expanded))
        sum += await countRows(await node.children());
    return sum;
  };
  return countRows(treeOf(cells, options));
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}
