import { randomBytes } from 'node:crypto';

export interface PageSources {
  /** Where VS Code serves files of this extension from, as a policy names it. */
  readonly own: string;
  /** The address of a file of `media/`. */
  readonly file: (name: string) => string;
}

/** An empty page: everything on it comes as data and is built by its script. Nothing else may be loaded or run. */
export function detailsHtml({ own, file }: PageSources): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'none'",
    `style-src ${own}`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${own}`,
    "base-uri 'none'",
    "form-action 'none'",
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
