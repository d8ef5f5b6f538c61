import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingUuid, uuidV5 } from './identity.ts';
import { locationFingerprint } from './locationFingerprint.ts';
import type { WireVulnerability } from './wireReport.ts';

const finding: WireVulnerability = {
  identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89' }],
  location: { file: 'app.py', start_line: 3, end_line: 4 },
};

// The expected values were computed with Python's uuid and hashlib.
test('a uuid is version 5 in the namespace of GitLab’s production', () => {
  assert.equal(uuidV5('hello'), '63da826f-1cd9-5005-9326-b0151b5cbf05');
});

test('type, primary identifier, place and project make the identity', () => {
  const uuid = findingUuid('sast', finding, 101);
  assert.equal(uuid, '8dcd662b-e79b-54ea-aeb4-cf5b0821ecaf');
  assert.notEqual(findingUuid('sast', finding, 102), uuid);
  assert.notEqual(findingUuid('secret_detection', finding, 101), uuid);
  assert.equal(findingUuid('sast', { ...finding, name: 'other', severity: 'Low' }, 101), uuid);
});

test('the best tracking signature takes the place of the lines', () => {
  const tracked = (lines: number, value: string): WireVulnerability => ({
    ...finding,
    location: { file: 'app.py', start_line: lines },
    tracking: {
      items: [
        {
          signatures: [
            { algorithm: 'scope_offset', value },
            { algorithm: 'hash', value: String(lines) },
          ],
        },
      ],
    },
  });
  assert.equal(findingUuid('sast', tracked(1, 'f:1'), 101), '7fce4f89-b10f-58c5-8ee0-53427b4d182c');
  assert.equal(findingUuid('sast', tracked(1, 'f:1'), 101), findingUuid('sast', tracked(9, 'f:1'), 101));
  assert.notEqual(findingUuid('sast', tracked(1, 'f:1'), 101), findingUuid('sast', tracked(1, 'f:2'), 101));
});

test('without identifier or location there is no identity', () => {
  assert.equal(findingUuid('sast', { ...finding, identifiers: [] }, 101), undefined);
  assert.equal(findingUuid('sast', { identifiers: finding.identifiers ?? [] }, 101), undefined);
});

test('places are told apart by what their report type has', () => {
  const dependency = { package: { name: 'openssl' }, version: '1.1' };
  const cases = [
    ['sast', { file: 'a', start_line: 1 }, 'a:1:'],
    ['dependency_scanning', { file: 'go.sum', dependency }, 'go.sum:openssl'],
    ['container_scanning', { image: 'registry:5000/app:latest', dependency }, 'registry:5000/app:openssl'],
    ['container_scanning', { image: 'app:1.2.3', dependency }, 'app:1.2.3:openssl'],
    ['container_scanning', { image: 'app:x', default_branch_image: 'app:main', dependency }, 'app:openssl'],
    ['dast', { path: '/login', method: 'POST', param: 'q' }, '/login:POST:q'],
  ] as const;
  for (const [type, location, expected] of cases) assert.equal(locationFingerprint(type, location), expected);
});
