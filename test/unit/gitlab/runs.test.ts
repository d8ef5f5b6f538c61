import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunMemory } from '../../../src/core/sync/runMemory.ts';
import type { JobOptions } from '../../gitlab/state/job.ts';
import { flawless } from './support/reports.ts';
import { makeStage } from './support/stage.ts';

const job = (name: string): JobOptions => ({
  name,
  reports: { sast: flawless([`src/${name}.ts`, 1, name]) },
});
const jobs = { base: [job('a')], head: ['a', 'b', 'c'].map(job) };

test('a run that is overtaken anywhere leaves the next ones whole', async (t) => {
  const stage = await makeStage(t, { tier: 'ce', version: '19.4.0' }, jobs);
  const well = await stage.play();
  stage.gitlab.delay('*', 3);
  for (const after of [0, 2, 5, 8, 12]) {
    const memory = new RunMemory();
    const overtaken = new AbortController();
    const reason = new Error('overtaken');
    setTimeout(() => overtaken.abort(reason), after);
    const [first, second] = await Promise.allSettled([
      stage.play(memory, { signal: overtaken.signal }),
      stage.play(memory),
    ]);
    if (first.status === 'rejected') assert.equal(first.reason, reason);
    assert.deepEqual(second, { status: 'fulfilled', value: well });
    stage.gitlab.resetRequests();
    assert.deepEqual(await stage.play(memory), well);
    const downloads = stage.gitlab.requests.filter(({ path }) => path.includes('/artifacts'));
    assert.equal(downloads.length, 0, 'what was read stays read');
  }
});

for (const [tier, version] of [
  ['ultimate', '18.8.2'],
  ['ce', '19.4.0'],
  ['free', '16.3.9'],
] as const) {
  test(`${tier} ${version}: twelve runs of an idle hour are twelve requests`, async (t) => {
    const stage = await makeStage(t, { tier, version }, jobs);
    const memory = new RunMemory();
    await stage.play(memory);
    stage.gitlab.resetRequests();
    for (let run = 0; run < 12; run++) await stage.play(memory);
    assert.ok(stage.gitlab.requests.length <= 12, `${stage.gitlab.requests.length} requests`);
  });
}

test('a report that is really broken is read twice, then believed', async (t) => {
  const broken: JobOptions = { name: 'broken', reports: { sast: '{"version": "15.2.4", "vulnerabil' } };
  const stage = await makeStage(t, { tier: 'ce', version: '19.4.0' }, { base: [], head: [broken, job('b')] });
  const memory = new RunMemory();
  const downloads: number[] = [];
  for (let run = 0; run < 4; run++) {
    stage.gitlab.resetRequests();
    const snapshot = await stage.play(memory);
    assert.equal(snapshot.kind === 'ready' && snapshot.problems[0]?.kind, 'report');
    downloads.push(stage.gitlab.requests.filter(({ path }) => path.includes('/artifacts')).length);
  }
  assert.deepEqual(downloads, [2, 1, 0, 0]);
});
