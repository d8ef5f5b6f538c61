import * as vscode from 'vscode';

/** A text as it would be sent. */
export interface PreviewText {
  /** What the tab says; its ending says how to colour it. */
  readonly name: string;
  readonly text: string;
}

/** What stands before a change, and after it. */
export interface PreviewChange {
  readonly path: string;
  /** Absent where there is no such file. */
  readonly before?: string;
  readonly after?: string;
}

const scheme = 'gitlab-security-preview';
let previews = 0;

/** Shows a text that cannot be edited while something is decided about it, and closes it then. */
export function withTextPreview<T>(preview: PreviewText, decide: () => Promise<T>): Promise<T> {
  return withDocuments(async (uriOf) => {
    const uri = uriOf(preview.name, preview.text);
    await vscode.window.showTextDocument(uri, { preview: true, preserveFocus: true });
    return decide();
  });
}

/** The same with the changes of files side by side. */
export function withChangesPreview<T>(
  title: string,
  changes: readonly PreviewChange[],
  decide: () => Promise<T>,
): Promise<T> {
  const isOwnTab = ({ input, label }: vscode.Tab) => input === undefined && label.startsWith(title);
  return withDocuments(async (uriOf) => {
    const resources = changes.map(({ path, before, after }) => [
      uriOf(path, after ?? before ?? ''),
      before === undefined ? undefined : uriOf(`before/${path}`, before),
      after === undefined ? undefined : uriOf(`after/${path}`, after),
    ]);
    const [only] = changes;
    if (changes.length === 1 && only) {
      const [left, right] = [
        uriOf(`before/${only.path}`, only.before ?? ''),
        uriOf(only.path, only.after ?? ''),
      ];
      await vscode.commands.executeCommand('vscode.diff', left, right, title, {
        preview: true,
        preserveFocus: true,
      });
    } else await vscode.commands.executeCommand('vscode.changes', title, resources);
    return decide();
    // A tab of several files does not tell what it shows.
  }, isOwnTab);
}

type UriOf = (name: string, text: string) => vscode.Uri;

async function withDocuments<T>(
  show: (uriOf: UriOf) => Promise<T>,
  isOwnTab: (tab: vscode.Tab) => boolean = () => false,
): Promise<T> {
  const own = `${(previews += 1)}`;
  const texts = new Map<string, string>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()),
  });
  const uriOf: UriOf = (name, text) => {
    const uri = vscode.Uri.from({ scheme, path: `/${own}/${name}` });
    texts.set(uri.toString(), text);
    return uri;
  };
  try {
    return await show(uriOf);
  } finally {
    await vscode.window.tabGroups.close(tabsOf(own, isOwnTab), true);
    provider.dispose();
  }
}

function tabsOf(own: string, isOwnTab: (tab: vscode.Tab) => boolean): readonly vscode.Tab[] {
  const isOwn = (uri: vscode.Uri) => uri.scheme === scheme && uri.path.startsWith(`/${own}/`);
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter((tab) => {
      const { input } = tab;
      if (input instanceof vscode.TabInputText) return isOwn(input.uri);
      if (input instanceof vscode.TabInputTextDiff) return isOwn(input.modified);
      return isOwnTab(tab);
    });
}
