import { sastReport, vulnerability } from '../../../support/reportFixture.ts';

/** Line 8 (from 1) is flagged, and lines 11 to 13; the flow goes from line 5 to line 8 by way of `src/terms.py`. */
const orders = `import db
from terms import clean


def search(request):
    term = clean(request.args["term"])
    query = "SELECT * FROM orders WHERE name = '%s'"
    return db.execute(query % term)


def export(path):
    with open(path) as file:
        return file.read()
`;

const notebook = `${JSON.stringify(
  {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: ['# Model'] },
      { cell_type: 'code', metadata: {}, source: ['import os\n', 'os.system(command)'] },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  },
  undefined,
  1,
)}\n`;

const packageLock = `${JSON.stringify(
  {
    name: 'shop',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'shop', dependencies: { express: '^4.18.0', lodash: '4.17.15' } },
      'node_modules/express': { version: '4.18.2', dependencies: { qs: '6.11.0' } },
      'node_modules/lodash': { version: '4.17.15' },
      'node_modules/qs': { version: '6.11.0' },
    },
  },
  undefined,
  2,
)}\n`;

export const files: Readonly<Record<string, string>> = {
  'src/orders.py': orders,
  'src/terms.py': 'def clean(term):\n    return term.strip()\n',
  'src/hash.py': 'import hashlib\n\n\ndef mark(text):\n    return hashlib.md5(text).hexdigest()\n',
  'backend/handlers/user.go': 'package handlers\n\nvar Password = "secret"\n',
  'one/util.py': 'first()\nsecond()\n',
  'two/util.py': 'first()\nsecond()\n',
  'src/crlf.cs': 'class A\r\n{\r\n    void Run() { Process.Start(input); }\r\n}\r\n',
  'docs/notes.md': 'Nothing.\n',
  'docs/model.ipynb': notebook,
  'package.json': `{\n  "name": "shop",\n  "dependencies": {\n    "express": "^4.18.0",\n    "lodash": "4.17.15"\n  }\n}\n`,
  'package-lock.json': packageLock,
  Dockerfile: 'FROM node:20 AS build\nRUN npm ci\n\nFROM alpine:3.18\nCOPY --from=build /app /app\n',
  'deploy/pod.yaml': 'kind: Pod\nspec:\n  containers:\n    - image: "redis:7.2"\n',
};

export const paymentText = 'import bank\n\nbank.pay(request.amount)\nbank.close()\n';

const flaw = (name: string, file: string, start: number, end = start, more: object = {}) =>
  vulnerability({
    id: name,
    name,
    location: { file, start_line: start, end_line: end },
    identifiers: [{ type: 'shop', name, value: name }],
    ...more,
  });

const step = (file: string, line: number, type: string, name: string) => ({
  node_type: type,
  file_location: { file_name: file, line_start: line, line_end: line },
  name,
});

const codeFlows = {
  'code-flows': {
    type: 'code-flows',
    name: 'Code flows',
    items: [
      [
        step('src/orders.py', 6, 'source', 'request.args'),
        step('src/terms.py', 2, 'propagation', 'clean'),
        step('src/orders.py', 8, 'sink', 'db.execute'),
      ],
    ],
  },
};

export const flaws: readonly unknown[] = [
  flaw('SQL injection', './src/orders.py', 8, 8, { details: codeFlows }),
  flaw('Open path', 'src/orders.py', 11, 13),
  flaw('Weak hash', '/builds/acme/moving/src/hash.py', 5),
  flaw('In a container', '/code/src/hash.py', 1),
  flaw('In a subfolder', 'handlers/user.go', 3),
  flaw('Two may be meant', 'util.py', 2),
  flaw('Nowhere', 'lib\\missing.py', 1),
  flaw('Windows', 'src/crlf.cs', 3),
  flaw(
    'In a notebook',
    'docs/model.ipynb',
    notebook.split('\n').findIndex((line) => line.includes('os.system')) + 1,
  ),
];

const ofType = (type: string, ...vulnerabilities: readonly unknown[]) => {
  const report = sastReport(...vulnerabilities);
  return { ...report, scan: { ...report.scan, type } };
};

const inPackage = (name: string, packageName: string, version: string, location: object) =>
  vulnerability({
    id: name,
    name,
    location: { ...location, dependency: { package: { name: packageName }, version } },
    identifiers: [{ type: 'shop', name, value: name }],
  });

/** Packages of a lock file, one declared and one brought in, and of images, one of them the project's own. */
export const packageReports = {
  dependency_scanning: {
    ...ofType(
      'dependency_scanning',
      inPackage('Prototype pollution', 'lodash', '4.17.15', { file: 'package-lock.json' }),
      inPackage('Denial of service', 'qs', '6.11.0', { file: 'package-lock.json' }),
      inPackage('Unheard of', 'left-pad', '1.0.0', { file: 'package-lock.json' }),
    ),
    dependency_files: [],
  },
  container_scanning: ofType(
    'container_scanning',
    inPackage('Redis overflow', 'redis', '7.2', { image: 'redis:7.2', operating_system: 'debian 12' }),
    inPackage('Old openssl', 'openssl', '3.0', {
      image: 'registry.example.com/acme/moving/feature:abc',
      operating_system: 'alpine 3.18',
    }),
  ),
};

/** Of an earlier commit of the branch, whose line is not there any more. */
export function secretReport(commit: string): unknown {
  const report = sastReport(
    vulnerability({
      id: 'leak',
      name: 'Leaked token',
      category: 'secret_detection',
      location: { file: 'deploy/env.sh', start_line: 2, end_line: 2, commit: { sha: commit } },
      identifiers: [{ type: 'rule', name: 'Token', value: 'token' }],
    }),
  );
  return { ...report, scan: { ...report.scan, type: 'secret_detection' } };
}
