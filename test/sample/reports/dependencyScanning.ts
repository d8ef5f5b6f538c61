import { cve, cwe, gemnasium, ghsa } from './identifiers.ts';
import type { SampleFinding, SampleReport } from './sampleFinding.ts';

const lockFile = 'frontend/package-lock.json';
const requirements = 'services/orders/requirements.txt';
const lodashFindings = ['Command injection in lodash', 'Prototype pollution in lodash'];
const lodashHashes = {
  '4.17.15':
    'sha512-8xOcRHvCjnocdS5cpwXQXVzmmh5e5+saE2QGoeQmbKmRS6J3VQppPOIt0MnmE+4xlZoumy0GPG0D0MVIQbNA1A==',
  '4.17.21':
    'sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg==',
};

/** What the job `gemnasium-dependency_scanning` writes. */
export const dependencyScanning: SampleReport = {
  type: 'dependency_scanning',
  version: '15.2.4',
  analyzer: {
    id: 'gemnasium',
    name: 'Gemnasium',
    version: '5.12.0',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/gemnasium',
    vendor: 'GitLab',
  },
  scanner: {
    id: 'gemnasium',
    name: 'Gemnasium',
    version: '5.12.0',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/gemnasium',
    vendor: 'GitLab',
  },
  findings: [
    dependency('new', 'npm', 'lodash', '4.17.15', {
      name: 'Command injection in lodash',
      severity: 'High',
      description:
        '`lodash` versions before 4.17.21 run code that is put into the options of the `template` function.',
      solution: 'Upgrade to version 4.17.21 or above.',
      advisory: ['5bc06d4e-a1e0-4e3b-9c4e-1d9c58d5b2a1', 'CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm', 94],
    }),
    dependency('new', 'npm', 'lodash', '4.17.15', {
      name: 'Prototype pollution in lodash',
      severity: 'Medium',
      description:
        '`zipObjectDeep` of `lodash` before 4.17.20 lets keys such as `__proto__` change every object of a program.',
      solution: 'Upgrade to version 4.17.20 or above.',
      advisory: ['0a1b7f4c-6d0f-4c8a-b7d5-2f8c35fd7f0e', 'CVE-2020-8203', 'GHSA-p6mc-m468-83gw', 1321],
    }),
    dependency('new', 'npm', 'papaparse', '5.1.1', {
      name: 'Regular expression denial of service in papaparse',
      severity: 'High',
      description: 'A long number with a malformed end keeps `papaparse` before 5.2.0 busy for minutes.',
      solution: 'Upgrade to version 5.2.0 or above.',
      advisory: ['7e2f9c31-91bb-4a55-8f0b-a6a1f3a6c0d2', 'CVE-2020-36649', 'GHSA-qvjc-g5vr-mfgr', 1333],
    }),
    dependency('existing', 'npm', 'minimist', '0.0.8', {
      name: 'Prototype pollution in minimist',
      severity: 'Critical',
      description:
        '`minimist` before 1.2.6 writes options such as `--constructor.prototype.x` into the prototype of functions.',
      solution: 'Upgrade to versions 0.2.4, 1.2.6 or above.',
      advisory: ['c1f6a0c2-3a0d-4d9f-8f52-9b1f0d9c7a44', 'CVE-2021-44906', 'GHSA-xvch-5gv4-984h', 1321],
    }),
    dependency('existing', 'pypi', 'PyYAML', '5.3', {
      name: 'Arbitrary code execution in PyYAML',
      severity: 'Critical',
      description:
        'The full loader of `PyYAML` before 5.4 runs code that a document names (`python/object/new`).',
      solution: 'Upgrade to version 5.4 or above.',
      advisory: ['d3b60d0e-7f6c-4d56-b1d9-8c8e8f4f3c11', 'CVE-2020-14343', 'GHSA-8q59-q68h-6hv4', 20],
    }),
    dependency('existing', 'pypi', 'requests', '2.28.2', {
      name: 'Proxy credentials leak in requests',
      severity: 'Medium',
      description:
        '`requests` before 2.31.0 sends `Proxy-Authorization` to the destination when it is redirected to HTTPS.',
      solution: 'Upgrade to version 2.31.0 or above.',
      advisory: ['2c4b0e58-54a0-4c5c-9d5d-6a2b6f0d9e77', 'CVE-2023-32681', 'GHSA-j8r2-6x86-q33q', 200],
    }),
    dependency('published', 'pypi', 'cryptography', '42.0.8', {
      name: 'Vulnerable OpenSSL in cryptography',
      severity: 'Low',
      description:
        'The wheels of `cryptography` 37.0.0 to 43.0.0 contain an OpenSSL that reads beyond a buffer.',
      solution: 'Upgrade to version 43.0.1 or above.',
      advisory: ['9f2d8a16-0c7f-4d7e-a52b-3d0b7a1c5e90', 'CVE-2024-6119', 'GHSA-h4gh-qq45-vh27', 843],
    }),
    dependency('fixed', 'npm', 'axios', '0.21.0', {
      name: 'Regular expression denial of service in axios',
      severity: 'High',
      description: '`axios` before 0.21.2 takes very long to trim a header that a server made for that.',
      solution: 'Upgrade to version 0.21.2 or above.',
      advisory: ['4b7a6f1e-2a43-4a1b-9b47-1e0a2c9d8f35', 'CVE-2021-3749', 'GHSA-cph5-m8f7-6c5x', 1333],
    }),
  ],
  remediations: [
    {
      fixes: lodashFindings,
      summary: 'Upgrade lodash',
      changes: {
        'frontend/package.json': [['"lodash": "4.17.15"', '"lodash": "4.17.21"']],
        [lockFile]: [
          ['"lodash": "4.17.15"', '"lodash": "4.17.21"'],
          ['"version": "4.17.15"', '"version": "4.17.21"'],
          ['lodash-4.17.15.tgz', 'lodash-4.17.21.tgz'],
          [lodashHashes['4.17.15'], lodashHashes['4.17.21']],
        ],
      },
    },
  ],
};

interface Advisory extends Pick<SampleFinding, 'name' | 'severity' | 'description'> {
  readonly solution: string;
  readonly advisory: readonly [uuid: string, cve: string, ghsa: string, cwe: number];
}

function dependency(
  presence: SampleFinding['presence'],
  registry: 'npm' | 'pypi',
  packageName: string,
  version: string,
  { advisory: [uuid, cveId, ghsaId, weakness], ...finding }: Advisory,
): SampleFinding {
  const file = registry === 'npm' ? lockFile : requirements;
  return {
    presence,
    ...finding,
    identifiers: [
      gemnasium(uuid, `${registry}/${packageName}`, cveId),
      cve(cveId),
      ghsa(ghsaId),
      cwe(weakness),
    ],
    links: [
      { url: `https://nvd.nist.gov/vuln/detail/${cveId}` },
      { url: `https://github.com/advisories/${ghsaId}` },
    ],
    location: () => ({ file, dependency: { package: { name: packageName }, version } }),
    more: () => ({
      cve: `${file}:${packageName}:gemnasium:${uuid}`,
      details: {
        vulnerable_package: { type: 'text', name: 'Vulnerable Package', value: `${packageName}:${version}` },
      },
    }),
  };
}
