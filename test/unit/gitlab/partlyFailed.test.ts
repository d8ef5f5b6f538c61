import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunMemory } from '../../../src/core/sync/runMemory.ts';
import { flawless } from './support/reports.ts';
import { makeStage } from './support/stage.ts';

const many = Array.from({ length: 250 }, (_, index) => ['src/a.ts', index + 1, `r${index}`] as const);
const jobs = {
  base: [{ name: 'sast', reports: { sast: flawless(...many.slice(0, 10)) } }],
  head: [{ name: 'sast', reports: { sast: flawless(...many) } }],
};

test('a null project with an error beside it is a failure, not a project that nobody may see', async (t) => {
  const { gitlab, play } = await makeStage(t, { tier: 'ultimate', version: '19.4.0' }, jobs);
  gitlab.fail('Overview', { kind: 'nulls', field: 'project' });
  const snapshot = await play();
  assert.equal(snapshot.kind, 'failed');
  assert.deepEqual([snapshot.failure, snapshot.detail], ['unexpectedAnswer', 'Request timed out']);
  assert.equal((await play()).kind, 'ready');
});

test('null findings with an error beside them are asked for again, or said to be missing', async (t) => {
  const { gitlab, play } = await makeStage(t, { tier: 'ultimate', version: '19.4.0' }, jobs);
  const field = 'securityReportFindings';
  gitlab.fail('Findings', { kind: 'nulls', field });
  const healed = await play();
  assert.deepEqual(healed.kind === 'ready' && [healed.problems, healed.findings.length], [[], 250]);

  const memory = new RunMemory();
  gitlab.fail('FindingsPage', { kind: 'nulls', field });
  const missing = await play(memory);
  assert.deepEqual(missing.kind === 'ready' && missing.problems, [
    { kind: 'findingsPage', failure: 'unexpectedAnswer' },
  ]);
  const after = await play(memory);
  assert.deepEqual(after.kind === 'ready' && [after.problems, after.findings.length], [[], 250]);
});
