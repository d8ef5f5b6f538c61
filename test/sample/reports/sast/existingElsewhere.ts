import { cwe, eslintSecurity, gosec, owasp, semgrep } from '../identifiers.ts';
import { codeFinding } from './codeFinding.ts';

/** What frontend and price feed have on the main branch. */
export const existingElsewhere = [
  codeFinding({
    presence: 'existing',
    name: 'Cross-site scripting (XSS)',
    severity: 'High',
    description:
      'Name and note of a customer are put into the page as HTML. Build elements and set `textContent`.',
    identifiers: [
      semgrep('javascript_xss_rule-innerhtml'),
      cwe(79),
      owasp('A03:2021', 'Injection'),
      eslintSecurity('no-unsanitized'),
    ],
    file: 'frontend/src/orderTable.ts',
    code: "    row.innerHTML = `<b>${order.customer}</b> <p>${order.note ?? ''}</p>`;",
    scope: ['showOrders', 'export function showOrders('],
  }),
  codeFinding({
    presence: 'existing',
    name: 'Code made from text',
    severity: 'Medium',
    description:
      '`new Function` runs what is in the local storage. Parse the formula, or offer a few to choose from.',
    identifiers: [semgrep('javascript_eval_rule-new-function'), cwe(95), owasp('A03:2021', 'Injection')],
    file: 'frontend/src/columns.js',
    code: "    value: new Function('order', `return ${formula}`)(order),",
  }),
  codeFinding({
    presence: 'existing',
    name: 'Predictable random numbers',
    severity: 'Info',
    description: '`Math.random` can be predicted. Where that matters, use `crypto.getRandomValues`.',
    identifiers: [
      semgrep('javascript_crypto_rule-pseudo-random'),
      cwe(338),
      owasp('A02:2021', 'Cryptographic Failures'),
    ],
    file: 'frontend/src/api.ts',
    code: 'const windowId = Math.random().toString(36).slice(2);',
  }),
  codeFinding({
    presence: 'existing',
    name: 'Certificates are not checked',
    severity: 'High',
    description: `With \`InsecureSkipVerify\` anybody on the way can pass for the supplier and send prices of their own.

Add the suppliers' certificates to a pool:

\`\`\`go
pool := x509.NewCertPool()
pool.AppendCertsFromPEM(supplier)
config := &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
\`\`\``,
    identifiers: [
      semgrep('gosec.G402-1'),
      cwe(295),
      owasp('A07:2021', 'Identification and Authentication Failures'),
      gosec('G402'),
    ],
    file: 'tools/pricefeed/client.go',
    code: '\t\tTLSClientConfig: &tls.Config{InsecureSkipVerify: true},',
  }),
  codeFinding({
    presence: 'existing',
    name: 'Predictable random numbers',
    severity: 'Unknown',
    description: '`math/rand` can be predicted. Where that matters, use `crypto/rand`.',
    identifiers: [
      semgrep('gosec.G404-1'),
      cwe(338),
      owasp('A02:2021', 'Cryptographic Failures'),
      gosec('G404'),
    ],
    file: 'tools/pricefeed/client.go',
    code: '\ttime.Sleep(time.Duration(rand.Intn(5000)) * time.Millisecond)',
    scope: ['Fetch', 'func Fetch('],
  }),
];
