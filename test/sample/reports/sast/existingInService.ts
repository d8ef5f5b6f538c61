import { bandit, cwe, owasp, semgrep } from '../identifiers.ts';
import { codeFinding } from './codeFinding.ts';

const runLine = '    app.run(host="0.0.0.0", port=8080, debug=True)';

/** What the orders service has on its main branch. Some of it has been moved by the merge request. */
export const existingInService = [
  codeFinding({
    presence: 'existing',
    name: 'SQL injection',
    severity: 'High',
    description: `\`customer\` and \`order_by\` are put into the text of a query. Pass values as parameters (\`LIKE ?\`), and compare
the name of the column to order by with those that are allowed.

See the [OWASP SQL Injection Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html).`,
    identifiers: [semgrep('bandit.B608'), cwe(89), owasp('A03:2021', 'Injection'), bandit('B608')],
    file: 'services/orders/search.py',
    code: '    return connection().execute(query, {"status": status}).fetchall()',
    scope: ['search_orders', 'def search_orders('],
  }),
  codeFinding({
    presence: 'existing',
    name: 'Deserialisation of untrusted data',
    severity: 'High',
    description: `\`pickle.loads\` runs what the data tells it to. Whoever can write to the session store runs code in the
service. Keep sessions as JSON.`,
    identifiers: [
      semgrep('bandit.B301-1'),
      cwe(502),
      owasp('A08:2021', 'Software and Data Integrity Failures'),
      bandit('B301'),
    ],
    file: 'services/orders/sessions.py',
    code: '    return pickle.loads(saved)',
    scope: ['user_of', 'def user_of('],
  }),
  codeFinding({
    presence: 'existing',
    name: 'Unsafe YAML loader',
    severity: 'Medium',
    description: '`yaml.Loader` makes any Python object a document asks for. Use `yaml.safe_load`.',
    identifiers: [
      semgrep('bandit.B506'),
      cwe(502),
      owasp('A08:2021', 'Software and Data Integrity Failures'),
      bandit('B506'),
    ],
    file: 'services/orders/config.py',
    code: '        return {**DEFAULTS, **yaml.load(file, Loader=yaml.Loader)}',
    scope: ['load', 'def load('],
  }),
  codeFinding({
    presence: 'existing',
    name: 'Flask runs in debug mode',
    severity: 'Medium',
    description:
      'In debug mode Flask offers a console in the browser on every error, in which anybody can run code.',
    identifiers: [
      semgrep('bandit.B201'),
      cwe(489),
      owasp('A05:2021', 'Security Misconfiguration'),
      bandit('B201'),
    ],
    file: 'services/orders/app.py',
    code: runLine,
    scope: ['main', 'if __name__ == "__main__":'],
  }),
  codeFinding({
    presence: 'existing',
    name: 'Listens on all interfaces',
    severity: 'Low',
    description:
      'The service can be reached from every network the machine is in. Bind it to one address where that is enough.',
    identifiers: [
      semgrep('bandit.B104'),
      cwe(200),
      owasp('A01:2021', 'Broken Access Control'),
      bandit('B104'),
    ],
    file: 'services/orders/app.py',
    code: runLine,
    scope: ['main', 'if __name__ == "__main__":'],
  }),
  codeFinding({
    presence: 'existing',
    name: 'XML parser open to entity expansion',
    severity: 'Low',
    description:
      'A small file can grow to gigabytes while it is parsed ("billion laughs"). `defusedxml` refuses such files.',
    identifiers: [
      semgrep('bandit.B314'),
      cwe(776),
      owasp('A05:2021', 'Security Misconfiguration'),
      bandit('B314'),
    ],
    file: 'services/orders/invoices.py',
    code: '    tree = ElementTree.parse(file)',
  }),
  codeFinding({
    presence: 'fixed',
    name: 'Use of a weak hash (MD5)',
    severity: 'High',
    description:
      'Passwords hashed with MD5 can be guessed at billions a second. Use scrypt, bcrypt or Argon2.',
    identifiers: [
      semgrep('bandit.B303-1'),
      cwe(916),
      owasp('A02:2021', 'Cryptographic Failures'),
      bandit('B303'),
    ],
    file: 'services/orders/passwords.py',
    code: '    return hashlib.md5((salt + password).encode()).hexdigest()',
    scope: ['hash_password', 'def hash_password('],
  }),
  codeFinding({
    presence: 'fixed',
    name: 'Predictable random numbers',
    severity: 'Medium',
    description:
      'What `random` gives can be predicted from what it gave before. Use `secrets` for codes and tokens.',
    identifiers: [
      semgrep('bandit.B311'),
      cwe(338),
      owasp('A02:2021', 'Cryptographic Failures'),
      bandit('B311'),
    ],
    file: 'services/orders/passwords.py',
    code: '    return "".join(random.choice(string.digits) for _ in range(8))',
    scope: ['reset_code', 'def reset_code('],
  }),
];
