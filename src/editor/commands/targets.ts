import * as vscode from 'vscode';
import { describeFinding, titleOf } from '../../core/view/describeFinding.ts';
import type { TreeNode } from '../../core/view/treeNode.ts';
import { severityIcons, severityNames } from '../../core/view/words.ts';
import type { FindingsTree } from '../findingsTree.ts';
import { isOnLines } from '../../core/placement/placement.ts';
import type { PlacedFinding } from '../placements/findingPlace.ts';
import type { Placements } from '../placements/placements.ts';
import { rangeOf } from '../placements/rangeOf.ts';
import { FindingDiagnostic } from '../findingDiagnostic.ts';
import { notify } from '../notify.ts';
import { literal } from '../../core/view/literal.ts';

export interface TargetPorts {
  readonly placements: Placements;
  readonly tree: FindingsTree;
}

/**
 * Which findings a command is about: those whose keys it was given, else the tree's selection or those at the cursor,
 * whichever the user turned to last, else the ones the user picks. Arguments come from anywhere (key bindings, menus,
 * other extensions) and are checked.
 *
 * @param isMeant of those at the cursor, and of those to pick from
 */
export async function targetsOf(
  args: readonly unknown[],
  ports: TargetPorts,
  ask: string,
  isMeant: (placed: PlacedFinding) => boolean = () => true,
): Promise<readonly PlacedFinding[]> {
  const { placements, tree } = ports;
  const [first, second] = args;
  const root = typeof second === 'string' ? second : undefined;
  const keys =
    typeof first === 'string'
      ? [first]
      : Array.isArray(first)
        ? first.filter((key) => typeof key === 'string')
        : undefined;
  if (keys) {
    const wanted = [...new Set(keys)];
    // Whoever is quicker than the first look at the files waits for it.
    if (wanted.every((key) => !placements.find(root, key))) await placements.settled();
    return wanted.flatMap((key) => placements.find(root, key) ?? []);
  }
  if (first instanceof FindingDiagnostic) {
    const found = placements.find(first.root, first.key);
    return found ? [found] : [];
  }
  const rows = Array.isArray(second) ? second : isNode(first) ? [first] : [];
  const nodes = rows.length > 0 ? rows.filter(isNode) : isOfTree(first) ? tree.selected : tree.selection;
  // Rows are there before the first look at the files is over.
  if (nodes.length > 0 && placedOf(nodes, placements).length === 0) await placements.settled();
  const ofNodes = placedOf(nodes, placements);
  if (ofNodes.length > 0) return ofNodes;
  const here = atCursor(placements, vscode.window.activeTextEditor).filter(isMeant);
  if (here.length === 1) return here;
  // A click in the tree went to this line, and said which of its findings is meant.
  const selected = placedOf(tree.selected, placements).filter((placed) =>
    here.some((one) => isSameFinding(one, placed)),
  );
  return selected.length === 1
    ? selected
    : pick(here.length > 0 ? here : placements.all().filter(isMeant), ask);
}

function placedOf(nodes: readonly TreeNode[], placements: Placements): readonly PlacedFinding[] {
  const rows = nodes.flatMap((node) => (node.kind === 'finding' ? node : []));
  const single = [...new Map(rows.map((row) => [row.id, row])).values()];
  return single.flatMap(({ root, finding }) => placements.find(root, finding.key) ?? []);
}

function isSameFinding(one: PlacedFinding, other: PlacedFinding): boolean {
  return one.root === other.root && one.finding.key === other.finding.key;
}

/** Lets the user pick one of several findings. */
export async function pick(placed: readonly PlacedFinding[], ask: string): Promise<readonly PlacedFinding[]> {
  if (placed.length === 0) {
    void notify.information('There are no security findings to choose from.');
    return [];
  }
  const items = placed.map((entry) => ({
    label: `$(${severityIcons[entry.finding.severity]}) ${literal(titleOf(entry.finding, 80))}`,
    description: severityNames[entry.finding.severity],
    detail: literal(describeFinding(entry.finding, entry.placement)),
    entry,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: ask,
    placeHolder: 'Choose a finding',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen ? [chosen.entry] : [];
}

/** The findings of the line that the cursor is on; from memory. */
export function atCursor(
  placements: Placements,
  editor: vscode.TextEditor | undefined,
): readonly PlacedFinding[] {
  if (!editor) return [];
  return placements
    .in(editor.document.uri)
    .filter(
      ({ placement }) =>
        isOnLines(placement) && rangeOf(placement, editor.document).intersection(lineOf(editor)),
    );
}

/** Being on the line is enough; nobody aims at the statement. */
function lineOf({ document, selection }: vscode.TextEditor): vscode.Range {
  return document.lineAt(selection.active.line).range;
}

/** The argument of a key that is pressed in the tree. */
function isOfTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'of' in value && value.of === 'tree';
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
}
