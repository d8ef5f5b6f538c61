import * as vscode from 'vscode';
import type { FileSides } from '../../core/remediation/changedFiles.ts';
import { ReadOnlyDocuments } from './readOnlyDocuments.ts';
import { showSides } from './showSides.ts';

/** A text as it would be sent. */
export interface PreviewText {
  /** What the tab says; its ending says how to colour it. */
  readonly name: string;
  readonly text: string;
}

const options = { preview: true, preserveFocus: true };

/** Shows a text that cannot be edited while something is decided about it, and closes it then. */
export function withTextPreview<T>({ name, text }: PreviewText, decide: () => Promise<T>): Promise<T> {
  return withDocuments(async (documents) => {
    await vscode.window.showTextDocument(documents.add(name, text), options);
    return decide();
  });
}

/** The same with the changes of files side by side. */
export function withChangesPreview<T>(
  title: string,
  changes: readonly FileSides[],
  decide: () => Promise<T>,
): Promise<T> {
  // A tab of several files does not tell what it shows.
  const isOwnTab = ({ input, label }: vscode.Tab) => input === undefined && label.startsWith(title);
  return withDocuments(async (documents) => {
    await showSides(documents, title, changes, options);
    return decide();
  }, isOwnTab);
}

async function withDocuments<T>(
  show: (documents: ReadOnlyDocuments) => Promise<T>,
  isOwnTab: (tab: vscode.Tab) => boolean = () => false,
): Promise<T> {
  const documents = new ReadOnlyDocuments();
  const isOwn = ({ input }: vscode.Tab) => {
    if (input instanceof vscode.TabInputText) return documents.has(input.uri);
    return input instanceof vscode.TabInputTextDiff && documents.has(input.modified);
  };
  try {
    return await show(documents);
  } finally {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    await vscode.window.tabGroups.close(
      tabs.filter((tab) => isOwn(tab) || isOwnTab(tab)),
      true,
    );
    documents.dispose();
  }
}
