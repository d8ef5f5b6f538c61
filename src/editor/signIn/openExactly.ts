import * as vscode from 'vscode';

/**
 * Opens an address in the browser as it is. `Uri` decodes what it parses and encodes it in its own way, which breaks an
 * address inside an address; a text is passed on untouched, although the API's type does not say so
 * (https://github.com/microsoft/vscode/issues/85930).
 */
export function openExactly(url: string): Thenable<boolean> {
  return vscode.env.openExternal(url as unknown as vscode.Uri);
}
