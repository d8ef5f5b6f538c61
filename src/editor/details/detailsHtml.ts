import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** An empty page: everything on it comes as data and is built by its script. Nothing else may be loaded or run. */
export function detailsHtml(webview: vscode.Webview, media: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64url');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(media, name)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${file('details.css')}">
    <title>Finding</title>
  </head>
  <body>
    <main id="page"></main>
    <script nonce="${nonce}" src="${file('details.js')}"></script>
  </body>
</html>`;
}
