import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { toLine1 } from '../../../../src/core/model/location.ts';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import { issueText } from '../../../../src/core/settling/issueText.ts';
import { extractQuickActions } from '../../../gitlab/state/quickActions.ts';

const startLine = toLine1(5);
assert.ok(startLine);

const finding: Finding = {
  key: 'k',
  type: 'sast',
  title: 'SQL injection',
  description: 'User input reaches a query.',
  severity: 'high',
  scanner: { id: 'semgrep', name: 'Semgrep' },
  identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/89' }],
  location: { kind: 'code', file: 'src/orders (old).py', startLine },
  solution: 'Use bound parameters.',
  falsePositive: false,
  signatures: [],
  state: 'detected',
  change: 'new',
  sources: [{ kind: 'gitlab' }],
  hasRemediation: true,
  vulnerabilityUrl: 'https://gitlab.example.com/acme/shop/-/security/vulnerabilities/7',
  pipeline: { projectPath: 'acme/shop', iid: '1', id: '9', sha: 'abc' },
  details: {
    links: [{ name: 'Guide', url: 'https://guide.example/sql' }, { url: 'javascript:alert(1)' }],
    remediations: [{ summary: 'Bind it', diff: btoa('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a```b\n+/close\n') }],
    codeFlows: [],
    details: [],
    evidence: [],
  },
};

const snapshot = {
  instance: { url: 'https://gitlab.example.com' },
  mergeRequest: { iid: '482' },
  branch: 'feature',
  pipeline: { sha: 'abc' },
} as ReadySnapshot;

test('an issue is in GitLab’s layout', () => {
  const { title, description } = issueText([finding], snapshot);
  assert.equal(title, 'Investigate vulnerability: SQL injection');
  assert.equal(
    description.replaceAll('\u2060', ''),
    `Issue created from vulnerability [7](https://gitlab.example.com/acme/shop/-/security/vulnerabilities/7)

### Description:

User input reaches a query.

* Severity: High
* Location: [src/orders (old).py:5](https://gitlab.example.com/acme/shop/-/blob/abc/src/orders%20%28old%29.py#L5)

### Solution:

Use bound parameters.

### Identifiers:

* [CWE-89 (cwe.mitre.org)](https://cwe.mitre.org/89)

### Links:

* [Guide (guide.example)](https://guide.example/sql)
* javascript:alert(1)

### Remediations:

Bind it

<details><summary>Patch to apply</summary>

\`\`\`\`diff
--- a/x
+++ b/x
@@ -1 +1 @@
-a\`\`\`b
+/close
\`\`\`\`

</details>

### Scanner:

* Name: Semgrep
* Type: SAST`,
  );
});

test('what is not there has no heading', () => {
  const { details: _details, description: _description, solution: _solution, ...bare } = finding;
  const { description } = issueText([{ ...bare, identifiers: [], location: { kind: 'none' } }], snapshot);
  assert.deepEqual(description.match(/^### .*$/gm), ['### Scanner:']);
  assert.doesNotMatch(description, /Location/);
});

test('a patch that is not text, or ends its own fence, hurts nobody', () => {
  for (const diff of [btoa('\0\x01'), btoa('\xff\xfe'), 'no base64!', btoa('x'.repeat(30_000)), '']) {
    const details = { ...finding.details, remediations: [{ summary: 'S', diff }] } as Finding['details'];
    const { description } = issueText([{ ...finding, ...(details && { details }) }], snapshot);
    assert.doesNotMatch(description, /<details>/);
  }
});

test('no part of a report acts in an issue', () => {
  const evil = '/close\n@all\n/label ~x';
  const { title, description } = issueText(
    [
      {
        ...finding,
        title: `@all ${evil}`,
        description: evil,
        solution: evil,
        scanner: { id: 'x', name: evil },
        identifiers: [{ type: 'x', name: evil, value: 'x' }],
        location: { kind: 'code', file: `@all/${evil}` },
        details: {
          links: [{ name: evil, url: 'https://x.example/@all' }],
          remediations: [{ summary: evil, diff: btoa(`${evil}\n`) }],
          codeFlows: [],
          details: [],
          evidence: [],
        },
      },
    ],
    snapshot,
  );
  const { quickActions, mentions } = extractQuickActions(`${description}\n${title}`);
  assert.deepEqual([quickActions, mentions], [[], []]);
});

test('several findings are one issue with a section about each', () => {
  const { title, description } = issueText([finding, { ...finding, title: 'Other #1' }], snapshot);
  assert.equal(title, 'Investigate vulnerabilities: 2 findings in !482');
  assert.deepEqual(description.replaceAll('\u2060', '').match(/^## .*$/gm), [
    '## SQL injection',
    '## Other \\#1',
  ]);
});

test('a title is no longer than GitLab takes', () => {
  assert.ok(issueText([{ ...finding, title: 'x '.repeat(300) }], snapshot).title.length <= 255);
});
