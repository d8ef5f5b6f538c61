import { inDigits } from '../base/inDigits.ts';
import { compareText } from '../base/compareText.ts';
import { eachInTurns, sortInTurns } from '../base/turns.ts';
import type { Finding } from '../model/finding.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import { isActive, matcher } from './filter.ts';
import { groupNames, groupOrder } from './grouping.ts';
import type { TreeNode, TreeOptions } from './treeNode.ts';
import { sectionNames } from './words.ts';

/** What nobody scrolls through: VS Code asks for all rows of a group at once. */
const rowsAtOnce = 500;

/** What the filter lets be seen. */
export async function wantedOf(
  findings: readonly Finding[],
  { filter, turns }: TreeOptions,
): Promise<readonly Finding[]> {
  if (!isActive(filter)) return findings;
  const matches = matcher(filter);
  const wanted: Finding[] = [];
  const look = (finding: Finding) => {
    if (matches(finding)) wanted.push(finding);
  };
  await eachInTurns(findings, look, turns);
  return wanted;
}

const openAtFirst: readonly string[] = [sectionNames.new, sectionNames.pending];

/** A row for each group that has findings. */
export async function groupsOf(
  root: string,
  snapshot: ReadySnapshot,
  options: TreeOptions,
): Promise<readonly TreeNode[]> {
  const { grouping, shown, turns } = options;
  const groups = new Map<string, Finding[]>();
  const nameOf = groupNames(grouping);
  const sort = (finding: Finding) => {
    const name = nameOf(finding);
    const group = groups.get(name);
    if (group) group.push(finding);
    else groups.set(name, [finding]);
  };
  await eachInTurns(await wantedOf(snapshot.findings, options), sort, turns);
  const order = groupOrder(grouping);
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const inOrder = await sortInTurns([...groups], ([a], [b]) => rank(a) - rank(b) || compareText(a, b), turns);
  const all = `${root} groups of ${grouping}`;
  const most = shown?.(all) ?? rowsAtOnce;
  const nodes = inOrder.slice(0, most).map(([name, members], index): TreeNode => {
    const id = `${root} ${grouping} ${name}`;
    return {
      kind: 'group',
      id,
      label: name,
      description: inDigits(members.length),
      expanded: grouping === 'state' ? openAtFirst.includes(name) : index === 0,
      root,
      snapshot,
      findings: members,
      children: () => {
        const rows = shown?.(id) ?? rowsAtOnce;
        return [
          ...members.slice(0, rows).map((finding): TreeNode => ({
            kind: 'finding',
            id: `${root} ${finding.key}`,
            root,
            finding,
            snapshot,
          })),
          ...(members.length > rows ? [moreNode(id, rows, members.length)] : []),
        ];
      },
    };
  });
  return inOrder.length > most ? [...nodes, moreNode(all, most, inOrder.length)] : nodes;
}

function moreNode(group: string, shown: number, all: number): TreeNode {
  return {
    kind: 'more',
    id: `${group} more`,
    label: 'Show More',
    description: `${inDigits(shown)} of ${inDigits(all)} shown`,
    group,
    rows: shown + rowsAtOnce,
  };
}
