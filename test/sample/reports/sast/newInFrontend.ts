import { cwe, eslintSecurity, owasp, semgrep } from '../identifiers.ts';
import { codeFinding } from './codeFinding.ts';

const file = 'frontend/src/exportDialog.ts';

/** What the merge request adds to the frontend. */
export const newInFrontend = [
  codeFinding({
    presence: 'new',
    name: 'Cross-site scripting (XSS)',
    severity: 'High',
    description: `\`customer\` comes from the page's address and is put into the page as HTML. A link with
\`?customer=<img src=x onerror=…>\` runs a script as whoever follows it.

Set \`textContent\`, or build elements. Where HTML is wanted, sanitise it first:

1. parse it with a library made for that;
2. keep the elements and attributes you know;
3. leave out everything else.`,
    identifiers: [
      semgrep('javascript_xss_rule-innerhtml'),
      cwe(79),
      owasp('A03:2021', 'Injection'),
      eslintSecurity('no-unsanitized'),
    ],
    file,
    code: '  dialog.innerHTML = `<h2>Orders of ${customer}</h2>${table(preview.data)}`;',
    scope: ['showExport', 'export async function showExport('],
  }),
  codeFinding({
    presence: 'new',
    name: 'Open redirect',
    severity: 'Medium',
    description: `The page leaves for an address that a link to it chose, which helps who wants people to type their password
on a page of theirs. With \`javascript:\` it even runs a script. Allow paths of this site only.`,
    identifiers: [
      semgrep('javascript_redirect_rule-open-redirect'),
      cwe(601),
      owasp('A01:2021', 'Broken Access Control'),
    ],
    file,
    code: '  if (back) location.href = back;',
    scope: ['leave', 'export function leave('],
  }),
];
