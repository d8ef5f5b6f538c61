import * as vscode from 'vscode';
import { isOnLines } from '../../../core/placement/placement.ts';
import { possibleActions } from '../../../core/settling/possibleActions.ts';
import type { Target } from '../../../core/settling/ports.ts';
import type { TreeNode } from '../../../core/view/treeNode.ts';
import { isNode, targetsOf, type TargetPorts } from '../../commands/targets.ts';
import type { PlacedFinding } from '../../placements/findingPlace.ts';
import { rangeOf } from '../../placements/rangeOf.ts';
import { notify } from '../../notify.ts';

/**
 * The findings with a fix that "all" means: those whose keys were given, those of a file, those below the tree's rows, else
 * those in the active editor, or in what is selected there. Already fixed ones are left out.
 */
export async function fixTargets(args: readonly unknown[], ports: TargetPorts): Promise<readonly Target[]> {
  const found = (await candidates(args, ports)).filter(isFixable);
  if (found.length === 0)
    void notify.information('There is no fix to apply here; choose a finding that says “fix available”.');
  return found;
}

async function candidates(args: readonly unknown[], ports: TargetPorts): Promise<readonly Target[]> {
  const { placements, tree } = ports;
  const [first, second] = args;
  if (typeof first === 'string' || Array.isArray(first)) return targetsOf(args, ports, 'Apply All Fixes');
  if (first instanceof vscode.Uri) return placements.in(first);
  const rows = Array.isArray(second) ? second.filter(isNode) : isNode(first) ? [first] : tree.selection;
  if (rows.length > 0) return (await Promise.all(rows.map(below))).flat();
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
