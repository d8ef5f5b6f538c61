import { bandit, cwe, owasp, semgrep } from '../identifiers.ts';
import { codeFinding } from './codeFinding.ts';
import { exportFlow } from './exportFlow.ts';

const file = 'services/orders/export.py';

/** What the merge request adds to the orders service. */
export const newInService = [
  codeFinding({
    presence: 'new',
    name: 'OS command injection',
    severity: 'Critical',
    description: `The command is run by a shell, and part of it comes from a name that a client chose. A name such as
\`a'; rm -rf /srv; '\` ends the quoted text and starts a command of its own.

Starting a process without a shell takes that away:

\`\`\`python
subprocess.run(["gzip", "--keep", "--force", "--", path], check=True)
\`\`\`

Should a shell be needed, quote every part with \`shlex.quote\`.

For more information see [Python's documentation](https://docs.python.org/3/library/subprocess.html#security-considerations).`,
    identifiers: [semgrep('bandit.B602'), cwe(78), owasp('A03:2021', 'Injection'), bandit('B602')],
    file,
    code: '    subprocess.run(command, shell=True, check=True)',
    scope: ['publish', 'def publish('],
  }),
  codeFinding({
    presence: 'new',
    name: 'SQL injection',
    severity: 'High',
    description: `The text of a query is put together from \`columns\`, which a client sends. Whoever may start an export can
read any table, and depending on the database change it.

**How to fix it:** names of columns cannot be parameters, so compare them with those that are allowed:

\`\`\`python
allowed = {"id", "customer", "status", "total_cents", "placed_at"}
chosen = [name for name in columns.split(",") if name.strip() in allowed]
\`\`\`

See the [OWASP SQL Injection Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html).`,
    identifiers: [semgrep('bandit.B608'), cwe(89), owasp('A03:2021', 'Injection'), bandit('B608')],
    file,
    code: '    return connection().execute(query, (f"%{customer}%",)).fetchall()',
    scope: ['matching', 'def matching('],
    details: exportFlow,
  }),
  codeFinding({
    presence: 'new',
    name: 'Server-side request forgery (SSRF)',
    severity: 'High',
    description: `The service sends a request to an address that a client chose. Through it clients reach what only the
service should: other services of the cluster, and the cloud's metadata at \`169.254.169.254\`.

Send to registered addresses only, or check that the host is one of those you know.`,
    identifiers: [
      semgrep('python_requests_rule-request-ssrf'),
      cwe(918),
      owasp('A10:2021', 'Server-Side Request Forgery'),
    ],
    file,
    code: '    requests.post(callback, json={"export": name}, timeout=10)',
    scope: ['announce', 'def announce('],
  }),
  codeFinding({
    presence: 'new',
    name: 'Path traversal',
    severity: 'Medium',
    description: `\`os.path.join\` keeps \`..\`, and forgets the folder altogether when the name begins with \`/\`. A request for
\`/exports/../../etc/passwd\` reads a file outside the folder.

Resolve the path and compare it with the folder before opening it, or use Flask's \`send_from_directory\`.`,
    identifiers: [
      semgrep('python_files_rule-path-traversal'),
      cwe(22),
      owasp('A01:2021', 'Broken Access Control'),
    ],
    file,
    code: '    return open(os.path.join(FOLDER, name), "rb")',
    scope: ['exported', 'def exported('],
  }),
  codeFinding({
    presence: 'new',
    name: 'Use of a weak hash (MD5)',
    severity: 'Medium',
    description: `MD5 is broken: two texts with the same hash can be made in seconds. Use \`hashlib.sha256\`, or say
\`usedforsecurity=False\` where nobody gains from a collision.`,
    identifiers: [
      semgrep('bandit.B303-1'),
      cwe(327),
      owasp('A02:2021', 'Cryptographic Failures'),
      bandit('B303'),
    ],
    file,
    code: '    return "/tmp/export-" + hashlib.md5(customer.encode()).hexdigest()',
    scope: ['temporary', 'def temporary('],
  }),
  codeFinding({
    presence: 'new',
    name: 'Predictable temporary file',
    severity: 'Low',
    description: `Everybody on the machine can write to \`/tmp\`, and the name can be guessed: somebody may have put a link
there. \`tempfile.NamedTemporaryFile\` makes a file that is the process's own.`,
    identifiers: [
      semgrep('bandit.B108'),
      cwe(377),
      owasp('A01:2021', 'Broken Access Control'),
      bandit('B108'),
    ],
    file,
    code: '    return "/tmp/export-" + hashlib.md5(customer.encode()).hexdigest()',
    scope: ['temporary', 'def temporary('],
  }),
  codeFinding({
    presence: 'new',
    name: 'Unchecked text in a log',
    severity: 'Info',
    description:
      'A line break in `name` or `customer` starts a line of its own in the log, which can pass for another entry.',
    identifiers: [
      semgrep('python_log_rule-log-injection'),
      cwe(117),
      owasp('A09:2021', 'Security Logging and Monitoring Failures'),
    ],
    file,
    code: '    log.info("exported %s for %s", name, customer)',
    falsePositive: 'The logger writes JSON, which escapes line breaks.',
  }),
];
