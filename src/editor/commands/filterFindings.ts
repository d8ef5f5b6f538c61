import * as vscode from 'vscode';
import { reportTypes, type FindingType } from '../../core/model/reportType.ts';
import { severities, type Severity } from '../../core/model/severity.ts';
import type { Filter } from '../../core/view/filter.ts';
import { groupings, type Grouping } from '../../core/view/grouping.ts';
import {
  reportTypeNames,
  sectionNames,
  severityIcons,
  severityNames,
  type Section,
} from '../../core/view/words.ts';
import type { FindingsTree } from '../findingsTree.ts';

type Choice = vscode.QuickPickItem &
  (
    | { readonly severity: Severity }
    | { readonly type: FindingType }
    | { readonly section: Section }
    | { readonly none: true }
  );

const sections: readonly Section[] = ['new', 'existing', 'fixed', 'dismissed', 'hidden'];

/** Asks what to narrow the tree to: words typed, and boxes ticked. */
export function filterFindings(tree: FindingsTree): void {
  const picker = vscode.window.createQuickPick<Choice>();
  const { filter } = tree;
  const heading = (label: string): Choice => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
    none: true,
  });
  // What is typed filters findings, not this list: every row stays in sight.
  const row = { alwaysShow: true };
  const items: readonly Choice[] = [
    heading('Severity'),
    ...severities.map((severity) => ({
      ...row,
      label: `$(${severityIcons[severity]}) ${severityNames[severity]}`,
      severity,
    })),
    heading('State'),
    ...sections.map((section) => ({ ...row, label: sectionNames[section], section })),
    heading('Report type'),
    ...reportTypes.map((type) => ({ ...row, label: reportTypeNames[type], type })),
  ];
  picker.title = 'Filter Findings';
  picker.placeholder =
    'Words in the title, file, package or identifier; tick severities, states and report types';
  picker.canSelectMany = true;
  picker.value = filter.text;
  picker.items = items;
  picker.selectedItems = items.filter(
    (item) =>
      ('severity' in item && filter.severities.includes(item.severity)) ||
      ('section' in item && filter.sections.includes(item.section)) ||
      ('type' in item && filter.types.includes(item.type)),
  );
  picker.onDidAccept(() => {
    tree.filter = toFilter(picker.value, picker.selectedItems);
    picker.hide();
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

function toFilter(text: string, chosen: readonly Choice[]): Filter {
  return {
    text: text.trim(),
    severities: chosen.flatMap((item) => ('severity' in item ? [item.severity] : [])),
    sections: chosen.flatMap((item) => ('section' in item ? [item.section] : [])),
    types: chosen.flatMap((item) => ('type' in item ? [item.type] : [])),
  };
}

const groupingNames: Readonly<Record<Grouping, string>> = {
  state: 'State',
  severity: 'Severity',
  file: 'File',
  reportType: 'Report Type',
  scanner: 'Scanner',
};

/** Asks how to group the tree, the present way first and ticked. */
export async function groupFindings(tree: FindingsTree): Promise<void> {
  const items = groupings.map((grouping) => ({
    label: groupingNames[grouping],
    grouping,
    iconPath: new vscode.ThemeIcon(grouping === tree.grouping ? 'check' : 'blank'),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Group Findings By',
    placeHolder: `Now by ${groupingNames[tree.grouping].toLowerCase()}`,
  });
  if (chosen) tree.grouping = chosen.grouping;
}
