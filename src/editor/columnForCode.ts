import * as vscode from 'vscode';
import { detailsViewType } from './details/detailsPorts.ts';

/** Where code is opened: in the active column, but never over the details, which are to be read beside it. */
export function columnForCode(): vscode.ViewColumn {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  if (!showsDetails(activeTabGroup)) return vscode.ViewColumn.Active;
  return all.find((group) => !showsDetails(group))?.viewColumn ?? vscode.ViewColumn.Beside;
}

function showsDetails({ activeTab }: vscode.TabGroup): boolean {
  // VS Code puts a prefix of its own before the type.
  return (
    activeTab?.input instanceof vscode.TabInputWebview && activeTab.input.viewType.endsWith(detailsViewType)
  );
}
