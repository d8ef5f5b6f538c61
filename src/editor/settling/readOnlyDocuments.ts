import * as vscode from 'vscode';

const scheme = 'gitlab-security-preview';
let instances = 0;

/** Texts that are only looked at: as they would be sent, or files before and after a change. Forgotten when they are closed. */
export class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #own: vscode.Disposable;
  readonly #id = (instances += 1);
  #number = 0;

  constructor() {
    this.#own = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    );
  }

  /** @param path tells the name and the language */
  add(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${path}`, query: `${this.#id}.${(this.#number += 1)}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  /** Also of what is closed, as far as VS Code says so: it does when a document gets another language. */
  has(uri: vscode.Uri): boolean {
    return uri.scheme === scheme && uri.query.startsWith(`${this.#id}.`);
  }

  /** `undefined` for those of others, who are asked then. */
  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#own.dispose();
  }
}
