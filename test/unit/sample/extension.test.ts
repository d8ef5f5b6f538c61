import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import type { Change } from '../../../src/core/model/finding.ts';
import type { ReadySnapshot } from '../../../src/core/model/snapshot.ts';
import { createSample, type Sample, type SampleOptions } from '../../sample/createSample.ts';
import { git, runReady } from '../../support/run.ts';

const versions = ['16.3.0', '18.8.2', '19.4.0'];

for (const version of versions) {
  it(`GitLab ${version} Ultimate tells of every finding`, async (t) => {
    const { snapshot } = await see(t, { gitlab: { version } });
    assert.deepEqual(countsOf(snapshot), { new: 17, existing: 26, fixed: 4 });
    assert.equal(snapshot.findings.filter(({ state }) => state === 'dismissed').length, 4);
    assert.deepEqual(snapshot.problems, []);
  });
}

it('the reports tell the same where GitLab has no findings', async (t) => {
  for (const tier of ['free', 'ce'] as const) {
    const { snapshot } = await see(t, { gitlab: { tier } });
    assert.deepEqual(countsOf(snapshot), { new: 17, existing: 26, fixed: 4 });
    assert.equal(snapshot.reportsRead, 8);
    assert.deepEqual(snapshot.problems, []);
  }
});

it('of three reports an older GitLab below Ultimate has nothing to give', async (t) => {
  const { snapshot } = await see(t, { gitlab: { tier: 'free', version: '18.8.2' } });
  const types = snapshot.problems.flatMap((problem) =>
    problem.kind === 'notDownloadable' ? [problem.type] : [],
  );
  assert.deepEqual(types.sort(), ['dependency_scanning', 'sast', 'secret_detection']);
  assert.equal(snapshot.reportsRead, 5);
});

it('a running pipeline brings what has been published since', async (t) => {
  const { sample, snapshot, again } = await see(t, { running: true });
  assert.equal(snapshot.pipeline.id, String(sample.headPipeline.id));
  assert.equal(snapshot.running?.id, String(sample.runningPipeline?.id));
  const statuses = snapshot.running.jobs
    .filter(({ reports }) => reports.length > 0)
    .map(({ status }) => status);
  assert.deepEqual(statuses, Array<string>(5).fill('success'));
  sample.finishRunning();
  const later = await again();
  assert.equal(later.pipeline.id, String(sample.runningPipeline?.id));
  assert.equal(later.running, undefined);
  assert.deepEqual(countsOf(later), { new: 18, existing: 26, fixed: 4 });
});

it('a child pipeline scans the infrastructure, and a report that ends in the middle is told', async (t) => {
  const { snapshot } = await see(t, {
    child: true,
    broken: true,
    gitlab: { tier: 'free', subPath: '/gitlab' },
  });
  assert.deepEqual(countsOf(snapshot), { new: 18, existing: 27, fixed: 4 });
  assert.deepEqual(
    snapshot.problems.map((problem) => ('job' in problem ? [problem.kind, problem.job] : [])),
    [['report', 'acme-audit']],
  );
});

interface Seen {
  readonly sample: Sample;
  readonly snapshot: ReadySnapshot;
  readonly again: () => Promise<ReadySnapshot>;
}

/** What the extension makes of a sample. */
async function see(t: TestContext, options: SampleOptions): Promise<Seen> {
  const sample = await createSample(options);
  t.after(() => sample.dispose());
  const { folder, gitlab, token } = sample;
  const origin = git(folder, 'remote', 'get-url', 'origin');
  const again = () => runReady({ url: gitlab.url, token, clone: folder, remotes: { origin } });
  return { sample, snapshot: await again(), again };
}

function countsOf({ findings }: ReadySnapshot): Readonly<Record<Exclude<Change, 'pending'>, number>> {
  const count = (wanted: Change) => findings.filter(({ change }) => change === wanted).length;
  return { new: count('new'), existing: count('existing'), fixed: count('fixed') };
}
