import assert from 'node:assert/strict';
import { test } from 'node:test';
import { World } from '../state/world.ts';
import { completeSettings } from '../settings.ts';
import { sastReport } from '../support/reports.ts';
import type { Content } from '../state/artifact.ts';

const sha = 'a'.repeat(40);
const identifiers = [{ type: 'cve', name: 'CVE-2024-1', value: 'CVE-2024-1' }];

function ingest(sast: Content, more: Readonly<Record<string, Content>> = {}) {
  const world = new World(completeSettings({}));
  const project = world.addProject('a/b');
  return world.addPipeline(project, { sha, jobs: [{ name: 'scan', reports: { sast, ...more } }] });
}

test('a title is the message, else the name, else made of what there is', () => {
  const location = { file: 'f.go' };
  const vulnerabilities = [
    { message: 'Said', name: 'Named', location, identifiers },
    { name: 'Named', location: { file: 'g.go' }, identifiers },
    { location: { file: 'h.go' }, identifiers },
  ];
  const { findings } = ingest({ version: '15.0.0', vulnerabilities });
  assert.deepEqual(
    findings.map(({ title }) => title),
    ['Said', 'Named', 'CVE-2024-1 in h.go'],
  );
});

test('severities are lower-case, what GitLab does not know is unknown', () => {
  const one = (severity: string, line: number) => ({
    severity,
    location: { file: 'f', start_line: line },
    identifiers,
  });
  const { findings } = ingest({
    version: '15.0.0',
    vulnerabilities: [one('CRITICAL', 1), one('Blocker', 2)],
  });
  assert.deepEqual(
    findings.map(({ severity }) => severity),
    ['critical', 'unknown'],
  );
});

test('the last remediation that names a finding by id, else by cve, is its own', () => {
  const vulnerabilities = [
    { id: 'one', location: { file: 'a' }, identifiers },
    { cve: 'two', location: { file: 'b' }, identifiers },
    { location: { file: 'c' }, identifiers },
  ];
  const remediations = [
    { fixes: [{ id: 'one' }], summary: 'first', diff: 'ZGlmZg==' },
    { fixes: [{ id: 'one' }, { cve: 'two' }], summary: 'last', diff: '' },
  ];
  const { findings } = ingest({ version: '15.0.0', vulnerabilities, remediations });
  assert.deepEqual(
    findings.map((one) => one.remediations.map(({ summary }) => summary)),
    [['last'], ['last'], []],
  );
});

test('what two jobs report is one finding', () => {
  const world = new World(completeSettings({}));
  const report = sastReport(['a.ts', 1, 'r'], ['a.ts', 1, 'r']);
  const jobs = ['one', 'two'].map((name) => ({ name, reports: { sast: report } }));
  const pipeline = world.addPipeline(world.addProject('a/b'), { sha, jobs });
  assert.equal(pipeline.findings.length, 1);
  assert.deepEqual(
    pipeline.scans.map(({ status }) => status),
    ['succeeded', 'succeeded'],
  );
});

test('a report that cannot be read leaves a scan with an error, and the others whole', () => {
  const broken = [
    '{',
    '[]',
    '{"version":"15"}',
    { version: '15', vulnerabilities: [{}] },
    { vulnerabilities: [] },
  ];
  for (const sast of broken) {
    const pipeline = ingest(sast, { dast: { version: '15.0.0', vulnerabilities: [] } });
    assert.deepEqual(pipeline.findings, []);
    assert.deepEqual(
      pipeline.scans.map(({ type, status }) => `${type} ${status}`),
      ['sast report_error', 'dast succeeded'],
    );
    assert.equal(pipeline.scans[0]?.errors.length, 1);
  }
});

test('a likely false positive is marked', () => {
  const flags = [{ type: 'flagged-as-likely-false-positive', origin: 'x', description: 'y' }];
  const { findings } = ingest({
    version: '15',
    vulnerabilities: [{ flags, location: { file: 'a' }, identifiers }],
  });
  assert.equal(findings[0]?.falsePositive, true);
});

test('below Ultimate nothing is read', () => {
  const world = new World(completeSettings({ tier: 'free' }));
  const jobs = [{ name: 'scan', reports: { sast: sastReport(['a.ts', 1, 'r']) } }];
  const pipeline = world.addPipeline(world.addProject('a/b'), { sha, jobs });
  assert.deepEqual([pipeline.scans, pipeline.findings], [[], []]);
});
