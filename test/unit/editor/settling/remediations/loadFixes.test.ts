import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FindingDetails } from '../../../../../src/core/model/finding.ts';
import type { Target } from '../../../../../src/core/settling/ports.ts';
import { loadFixes } from '../../../../../src/editor/settling/remediations/loadFixes.ts';
import { bareFinding, readySnapshot } from '../../../core/view/detailsFixture.ts';

const findings = Array.from({ length: 12 }, (_, index) => ({
  ...bareFinding,
  key: `k${index}`,
  hasRemediation: true,
}));
const snapshot = { ...readySnapshot, findings };
const targets = findings.map((finding): Target => ({ root: 'file:///api', snapshot, finding }));

const detailsWith = (diff: string): FindingDetails => ({
  links: [],
  remediations: [{ summary: 'Update', diff }],
  codeFlows: [],
  details: [],
  evidence: [],
});

test('all are asked for at once', async () => {
  let waiting = 0;
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  const details = async () => {
    waiting += 1;
    if (waiting === targets.length) answer();
    await asked;
    return detailsWith('diff');
  };
  const fixes = await loadFixes(targets, { details, onFault: (error) => assert.ifError(error) });
  assert.deepEqual(
    fixes.map((fix) => fix.targets.length),
    [targets.length],
  );
});

test('others with the same fix are fixed as well, and one that cannot be asked for costs nothing', async () => {
  const faults: unknown[] = [];
  const fixes = await loadFixes(targets.slice(0, 1), {
    details: ({ finding: { key } }) =>
      key === 'k3' ? Promise.reject(new Error('lost')) : Promise.resolve(detailsWith(key < 'k2' ? 'a' : 'b')),
    onFault: (error) => faults.push(error),
  });
  assert.deepEqual(
    fixes.map((fix) => fix.targets.map(({ finding }) => finding.key)),
    [['k0', 'k1', 'k10', 'k11']],
  );
  assert.equal(faults.length, 1);
});
