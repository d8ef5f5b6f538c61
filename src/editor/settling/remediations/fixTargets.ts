import * as vscode from 'vscode';
import { isOnLines } from '../../../core/placement/placement.ts';
import { possibleActions } from '../../../core/settling/possibleActions.ts';
import type { Target } from '../../../core/settling/ports.ts';
import type { TreeNode } from '../../../core/view/treeNode.ts';
import { isNode, targetsOf, type TargetPorts } from '../../commands/targets.ts';
import type { PlacedFinding } from '../../placements/findingPlace.ts';
import { rangeOf } from '../../placements/rangeOf.ts';
import { notify } from '../../notify.ts';

export interface FixTargets {
  /** Those with a fix that is not applied yet. */
  readonly fixable: readonly Target[];
  /** What the user pointed at: whoever chooses a file means its fixes, whoever chooses findings means each of them. */
  readonly chosen: readonly Target[];
}

/**
 * The findings that "all" means: those whose keys were given, those of a file, those below the tree's rows, else those in
 * the active editor, or in what is selected there.
 */
export async function fixTargets(args: readonly unknown[], ports: TargetPorts): Promise<FixTargets> {
  const ofRows = await namedTargets(args, ports);
  const found = ofRows ?? inCode(args, ports);
  const fixable = found.filter(isFixable);
  if (fixable.length === 0)
    void notify.information('There is no fix to apply here; choose a finding that says “fix available”.');
  return { fixable, chosen: ofRows ?? fixable };
}

/** By key or as rows of the tree, where one stands for all below it. */
async function namedTargets(
  args: readonly unknown[],
  ports: TargetPorts,
): Promise<readonly Target[] | undefined> {
  const [first, second] = args;
  if (typeof first === 'string' || Array.isArray(first)) return targetsOf(args, ports, 'Apply All Fixes');
  if (first instanceof vscode.Uri) return undefined;
  const rows = Array.isArray(second) ? second.filter(isNode) : isNode(first) ? [first] : ports.tree.selection;
  if (rows.length === 0) return undefined;
  const found = (await Promise.all(rows.map(below))).flat();
  // A group and a row of it may both be selected.
  return [...new Map(found.map((target) => [`${target.root} ${target.finding.key}`, target])).values()];
}

function inCode([first]: readonly unknown[], { placements }: TargetPorts): readonly Target[] {
  if (first instanceof vscode.Uri) return placements.in(first);
  const editor = vscode.window.activeTextEditor;
  return editor ? inEditor(editor, placements.in(editor.document.uri)) : [];
}

/** All findings of a row that stands for several, as the filter has them. */
async function below(node: TreeNode): Promise<readonly Target[]> {
  switch (node.kind) {
    case 'finding':
      return [node];
    case 'group':
      return node.findings.map((finding) => ({ root: node.root, snapshot: node.snapshot, finding }));
    case 'repository': {
      const { id: root, snapshot } = node;
      return snapshot ? (await node.findings()).map((finding) => ({ root, snapshot, finding })) : [];
    }
    default:
      return [];
  }
}

function inEditor(
  { selection, document }: vscode.TextEditor,
  placed: readonly PlacedFinding[],
): readonly PlacedFinding[] {
  if (selection.isEmpty) return placed;
  return placed.filter(
    ({ placement }) => isOnLines(placement) && rangeOf(placement, document).intersection(selection),
  );
}

function isFixable({ finding, snapshot }: Target): boolean {
  return possibleActions(finding, snapshot).applyRemediation;
}
