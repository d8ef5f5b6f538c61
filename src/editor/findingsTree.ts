import * as vscode from 'vscode';
import { DisposableStore } from '../core/base/disposable.ts';
import type { Finding } from '../core/model/finding.ts';
import type { ReadySnapshot } from '../core/model/snapshot.ts';
import { possibleActions } from '../core/settling/possibleActions.ts';
import type { SnapshotStore } from '../core/sync/snapshotStore.ts';
import { isOnLines } from '../core/placement/placement.ts';
import { placeOf, scannersOf, spoken, titleOf, whyNoLine } from '../core/view/describeFinding.ts';
import { explain } from '../core/view/explain.ts';
import { findingRow } from '../core/view/findingRow.ts';
import { describeFilter, isActive, noFilter, type Filter } from '../core/view/filter.ts';
import { plainLine } from '../core/view/plainText.ts';
import { countFindings } from '../core/model/counts.ts';
import { isAllWell, treeOf } from '../core/view/tree.ts';
import type { TreeNode } from '../core/view/treeNode.ts';
import { groupings, type Grouping } from '../core/view/grouping.ts';
import { ago, count, reportTypeNames, sectionOf, severityIcons, severityNames } from '../core/view/words.ts';
import { command } from './commands/names.ts';
import { ThreadTurns } from './threadTurns.ts';
import { placementSentence } from './placements/placementNote.ts';
import type { Placements } from './placements/placements.ts';

export const viewId = 'gitlabSecurity.findings';

export interface FindingsTreePorts {
  readonly store: SnapshotStore;
  readonly placements: Placements;
  /** Remembers grouping per workspace. */
  readonly memento: vscode.Memento;
}

/** The one view: what the store holds, as rows. Never asks the network for anything. */
export class FindingsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #ports: FindingsTreePorts;
  readonly #disposables = new DisposableStore();
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #end = new AbortController();
  readonly #parents = new Map<string, TreeNode>();
  /** How many rows of a group are shown, where somebody wanted more. */
  readonly #rows = new Map<string, number>();
  /** Selecting here was later than moving the cursor. */
  #isLatest = false;
  #filter: Filter = noFilter;
  #grouping: Grouping;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(ports: FindingsTreePorts) {
    this.#ports = ports;
    const remembered = ports.memento.get<unknown>('grouping');
    this.#grouping = groupings.find((grouping) => grouping === remembered) ?? 'state';
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#disposables.add(this.#view);
    this.#disposables.add(this.#changed);
    this.#disposables.add(this.#view.onDidChangeSelection(() => (this.#isLatest = true)));
    this.#disposables.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === vscode.window.activeTextEditor) this.#isLatest = false;
      }),
    );
    this.#disposables.add(ports.store.onDidChange(() => this.#update()));
    this.#disposables.add(ports.placements.onDidChange(() => this.#update()));
  }

  get filter(): Filter {
    return this.#filter;
  }

  set filter(filter: Filter) {
    this.#filter = filter;
    this.#update();
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  set grouping(grouping: Grouping) {
    this.#grouping = grouping;
    void this.#ports.memento.update('grouping', grouping);
    this.#update();
  }

  /** Of the view while it can be seen; what was selected in a hidden view is not what anybody means. */
  get selected(): readonly TreeNode[] {
    return this.#view.visible ? this.#view.selection : [];
  }

  /** What is selected, unless the user has turned to the code since. */
  get selection(): readonly TreeNode[] {
    return this.#isLatest ? this.selected : [];
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    // Rows of before would keep the findings of before.
    if (!node) this.#parents.clear();
    const children = node ? ('children' in node ? await node.children() : []) : this.#roots();
    if (node) for (const child of children) this.#parents.set(child.id, node);
    return [...children];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node.id);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = new vscode.TreeItem('label' in node ? node.label : '');
    item.id = node.id;
    item.contextValue = node.kind;
    switch (node.kind) {
      case 'repository':
        item.description = node.description;
        item.iconPath = new vscode.ThemeIcon('repo');
        item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
        item.tooltip = tooltipOf(node);
        item.accessibilityInformation = { label: `${node.label.replace('  ', ', ')}, ${node.description}` };
        break;
      case 'group':
        item.description = node.description;
        item.collapsibleState = node.expanded
          ? vscode.TreeItemCollapsibleState.Expanded
          : vscode.TreeItemCollapsibleState.Collapsed;
        break;
      case 'finding':
        this.#describeFinding(item, node);
        break;
      case 'pipeline':
        item.description = node.description;
        item.iconPath = new vscode.ThemeIcon('rocket');
        item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
        break;
      case 'job':
        item.description = node.description;
        item.iconPath = new vscode.ThemeIcon(node.failed ? 'error' : 'pass');
        break;
      case 'problem':
        item.description = node.description;
        item.iconPath = new vscode.ThemeIcon('warning');
        item.tooltip = `${node.label}: ${node.description}`;
        item.command = { title: 'Show Problem', command: command('showProblem'), arguments: [node.problem] };
        break;
      case 'more':
        item.description = node.description;
        item.iconPath = new vscode.ThemeIcon('ellipsis');
        item.command = {
          title: node.label,
          command: command('showMore'),
          arguments: [node.group, node.rows],
        };
        break;
      case 'sentence':
        item.iconPath = new vscode.ThemeIcon('info');
        item.tooltip = node.label;
        break;
      case 'step':
        item.iconPath = new vscode.ThemeIcon('arrow-right');
        item.command = { title: node.label, command: command('runStep'), arguments: [node.step, node.root] };
        break;
    }
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'finding') {
      const placed = this.#ports.placements.find(node.root, node.finding.key);
      const lines = [
        titleOf(node.finding),
        [
          severityNames[node.finding.severity],
          placeOf(node.finding, placed?.placement) ?? '',
          reportTypeNames[node.finding.type],
          scannersOf(node.finding),
        ]
          .filter((part) => part !== '')
          .join(' · '),
        (placed && placementSentence(placed)) ??
          (placed && isOnLines(placed.placement) ? undefined : whyNoLine(node.finding)) ??
          '',
      ];
      item.tooltip = lines.filter((line) => line !== '').join('\n');
    }
    return item;
  }

  /** Lets a group have so many rows. */
  showMore(group: string, rows: number): void {
    this.#rows.set(group, rows);
    this.#changed.fire(undefined);
  }

  /** Opens the row with a repository's reports and what could not be read of them. */
  async revealPipeline(root: string | undefined): Promise<void> {
    const repositories = await this.getChildren();
    const repository = repositories.find(({ id }) => id === root) ?? repositories[0];
    const children = repository ? await this.getChildren(repository) : [];
    const pipeline = children.find(({ kind }) => kind === 'pipeline');
    if (pipeline) await this.#view.reveal(pipeline, { expand: true, focus: true });
  }

  dispose(): void {
    this.#end.abort();
    this.#disposables.dispose();
  }

  #describeFinding(
    item: vscode.TreeItem,
    { finding, root, snapshot }: Extract<TreeNode, { kind: 'finding' }>,
  ): void {
    const placed = this.#ports.placements.find(root, finding.key);
    // Before the first look at the files every finding that names one may have a place; going there waits for that look.
    const hasPlace = placed ? placed.uri !== undefined : 'file' in finding.location;
    const { label, description } = findingRow(finding, this.#grouping, placed?.placement);
    item.label = label;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(
      finding.underway ? 'sync~spin' : severityIcons[finding.severity],
      new vscode.ThemeColor(`gitlabSecurity.${finding.severity}Foreground`),
    );
    item.contextValue = [
      'finding',
      sectionOf(finding),
      ...(hasPlace ? ['hasPlace'] : []),
      ...actionMarks(finding, snapshot),
    ].join(',');
    item.accessibilityInformation = { label: spoken(finding, placed?.placement) };
    item.command = hasPlace
      ? { title: 'Go to Finding', command: command('goToFinding'), arguments: [finding.key, root] }
      : { title: 'Show Details', command: command('showFinding'), arguments: [finding.key, root] };
  }

  #roots(): readonly TreeNode[] {
    const { cells } = this.#ports.store;
    const only = cells.size === 1 ? [...cells.values()][0] : undefined;
    // With a single repository and nothing to list, the welcome view says what to do.
    if (only && !only.ready) return [];
    return treeOf(cells, {
      grouping: this.#grouping,
      filter: this.#filter,
      now: Date.now(),
      turns: new ThreadTurns(this.#end.signal),
      saysAbove: only !== undefined,
      shown: (group) => this.#rows.get(group),
    });
  }

  /** A sentence above the rows, whole: of the only repository, and of the filter. */
  #message(): string {
    const [cell, ...others] = this.#ports.store.cells.values();
    const says = cell?.ready && others.length === 0 && !isAllWell(cell);
    return [
      ...(says ? [explain(cell, Date.now()).sentence] : []),
      ...(isActive(this.#filter) ? [describeFilter(this.#filter)] : []),
    ].join(' ');
  }

  #update(): void {
    const { cells } = this.#ports.store;
    const fresh = [...cells.values()].reduce(
      (sum, { ready }) => sum + (ready ? countFindings(ready.findings).new : 0),
      0,
    );
    this.#view.badge =
      fresh > 0 ? { value: fresh, tooltip: count(fresh, 'new security finding') } : undefined;
    this.#view.message = this.#message();
    this.#changed.fire(undefined);
  }
}

/** What menus offer on a row; `when` clauses look for these. */
function actionMarks(finding: Finding, snapshot: ReadySnapshot): readonly string[] {
  const possible = possibleActions(finding, snapshot);
  return [
    ...(possible.applyRemediation ? ['canFix'] : []),
    ...(possible.createRemediationMergeRequest ? ['canMerge'] : []),
    ...(possible.dismiss ? ['canDismiss'] : []),
    ...(possible.hide ? ['canHide'] : []),
    ...(possible.restore ? ['canRestore'] : []),
    ...(possible.restore === 'restore' ? ['canEdit'] : []),
    ...(possible.createIssue ? ['canCreateIssue'] : []),
    ...(finding.issue ? ['hasIssue'] : []),
  ];
}

function tooltipOf({ snapshot, explanation }: Extract<TreeNode, { kind: 'repository' }>): string {
  if (!snapshot) return explanation.sentence;
  const { branch, pipeline, fetchedAt, mergeRequest } = snapshot;
  return [
    ...(mergeRequest ? [plainLine(mergeRequest.title)] : []),
    explanation.sentence,
    `Branch ${plainLine(branch)}, pipeline #${pipeline.id}, commit ${pipeline.sha.slice(0, 8)}`,
    `Read ${ago(fetchedAt, Date.now())}`,
  ].join('\n');
}
