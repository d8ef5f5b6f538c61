import * as vscode from 'vscode';

const fixScheme = 'gitlab-security-fix';

/** Texts that are only looked at: files as they are and as a fix would make them. Forgotten when they are closed. */
export class FixDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #own: vscode.Disposable;
  #number = 0;

  constructor() {
    this.#own = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(fixScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** @param path tells the name and the language */
  add(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: fixScheme, path: `/${path}`, query: String(++this.#number) });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#own.dispose();
  }
}
