import type { JobOptions } from '../../../gitlab/state/job.ts';
import { sastReport, vulnerability } from '../../../support/reportFixture.ts';
import { hostile } from '../hostile.ts';

/** The files of a small shop, flagged by the reports below. */
export const files: Readonly<Record<string, string>> = {
  'deploy/env.sh': '#!/bin/sh\n  export AWS_ACCESS_KEY_ID=AKIA   \n',
  'package-lock.json': '{}\n',
  'src/hostile.py': hostile.map((_, index) => `hostile(${index});\n`).join(''),
  'src/levels.py': 'critical();\nhigh();\nmedium();\nlow();\ninfo();\nunknown();\n',
  'src/old.py': 'existing();\ndismissed();\nfixed();\n',
  'src/orders.py': [
    'import db',
    '',
    '',
    'def search_orders(term):',
    `    query = f"SELECT * FROM orders WHERE name = '{term}'"`,
    '    return db.execute(',
    '        query,',
    '    )',
    '',
  ].join('\n'),
};

type More = Readonly<Record<string, unknown>>;

function flaw(name: string, severity: string, file: string, line: number, more: More = {}): unknown {
  return vulnerability({
    id: name,
    name,
    severity,
    location: { file, start_line: line },
    identifiers: [{ type: 'shop_rule', name, value: name, url: 'https://rules.example/shop' }],
    ...more,
  });
}

const inOrders = [
  flaw('SQL injection', 'High', 'src/orders.py', 5, {
    description: 'User input reaches a query in `search_orders`. Anyone can read every order.',
    solution: 'Use **bound parameters**.',
    identifiers: [
      { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/data/definitions/89.html' },
      { type: 'owasp', name: 'A03:2021', value: 'A03' },
    ],
  }),
  flaw('Unsafe formatting', 'Low', 'src/orders.py', 5),
  flaw('Query without a limit', 'Medium', 'src/orders.py', 6, {
    location: { file: 'src/orders.py', start_line: 6, end_line: 8 },
    identifiers: [{ type: 'shop_rule', name: 'limit', value: 'limit', url: 'http://rules.example/limit' }],
  }),
];

const levels = ['Critical', 'High', 'Medium', 'Low', 'Info', 'Unknown'].map((severity, index) =>
  flaw(`Level ${severity}`, severity, 'src/levels.py', index + 1),
);

const hostiles = hostile.map((text, index) =>
  flaw(`${text.slice(0, 40)} ${index}`, 'Info', 'src/hostile.py', index + 1, {
    description: `Number ${index}.\n\n${text}`,
    solution: text,
    identifiers: [{ type: 'hostile', name: text, value: String(index), url: 'javascript:alert(1)' }],
  }),
);

const existing = flaw('Old and existing', 'Medium', 'src/old.py', 1);

const secrets = {
  ...sastReport(
    flaw('AWS access key', 'Critical', 'deploy/env.sh', 2, {
      identifiers: [{ type: 'gitleaks_rule_id', name: 'Gitleaks rule ID AWS', value: 'AWS' }],
    }),
  ),
};

const dependencies = sastReport(
  flaw('Prototype pollution in lodash', 'High', 'package-lock.json', 1, {
    location: {
      file: 'package-lock.json',
      dependency: { package: { name: 'lodash' }, version: '4.17.15' },
    },
  }),
);

function typed(report: ReturnType<typeof sastReport>, type: string): object {
  return { ...report, scan: { ...report.scan, type } };
}

/** The target branch's jobs. */
export const before: readonly JobOptions[] = [
  {
    name: 'semgrep-sast',
    reports: { sast: sastReport(existing, flaw('Old and fixed', 'High', 'src/old.py', 3)) },
  },
];

/** The merge request's. */
export const after: readonly JobOptions[] = [
  {
    name: 'semgrep-sast',
    reports: {
      sast: sastReport(
        ...inOrders,
        ...levels,
        ...hostiles,
        existing,
        flaw('Old and dismissed', 'High', 'src/old.py', 2),
      ),
    },
  },
  { name: 'secret_detection', reports: { secret_detection: typed(secrets, 'secret_detection') } },
  { name: 'gemnasium', reports: { dependency_scanning: typed(dependencies, 'dependency_scanning') } },
];
