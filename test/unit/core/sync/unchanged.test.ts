import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import { sastReport } from '../../../gitlab/support/reports.ts';
import { makeScene, type Scene } from '../../../gitlab/support/scene.ts';
import { connect, runReady } from '../../../support/run.ts';

const findings = (count: number, rule = 'many') =>
  Array.from({ length: count }, (_, index) => ['src/new.ts', index + 1, `${rule}${index}`] as const);
type Found = readonly [string, number, string];
const job = (name: string, ...found: readonly Found[]) => ({
  name,
  reports: { sast: sastReport(...found) },
});

interface Window extends Scene {
  /** A run, and the operations it asked. */
  readonly play: () => Promise<{ readonly snapshot: ReadySnapshot; readonly asked: readonly string[] }>;
}

async function open(t: TestContext, options: GitLabOptions): Promise<Window> {
  const scene = await makeScene(t, options);
  const { gitlab, token, repository } = scene;
  const memory = new RunMemory();
  const connections = connect({ url: gitlab.url, token });
  const play: Window['play'] = async () => {
    gitlab.resetRequests();
    const snapshot = await runReady({ url: gitlab.url, token, clone: repository.clone, memory, connections });
    return { snapshot, asked: gitlab.requests.map(({ operationNames, path }) => operationNames[0] ?? path) };
  };
  return { ...scene, play };
}

const stateOf = ({ findings: all }: ReadySnapshot, title: string) => {
  const found = all.find((finding) => finding.title === title);
  return [found?.state, found?.issue?.iid];
};
const uuidOf = ({ gitlab }: Scene, pipeline: Scene['head'], title: string) => {
  const uuid = gitlab.findingsOf(pipeline).find((finding) => finding.title === title)?.uuid;
  assert.ok(uuid);
  return uuid;
};

test('Ultimate, 350 findings on either side: the unchanged refresh is one request, and states follow', async (t) => {
  const window = await open(t, { tier: 'ultimate' });
  const { gitlab, project, mergeRequest, play } = window;
  gitlab.addPipeline(project, { jobs: [job('sast', ...findings(250))] });
  const head = gitlab.addPipeline(project, { mergeRequest, jobs: [job('sast', ...findings(350))] });
  const first = await play();
  assert.equal(first.snapshot.findings.length, 350);
  const again = await play();
  assert.deepEqual(again.asked, ['Overview']);
  assert.deepEqual(again.snapshot, first.snapshot);

  gitlab.dismiss(uuidOf(window, head, 'Rule many340'), { reason: 'used_in_tests' });
  gitlab.addIssue(uuidOf(window, head, 'Rule many3'));
  const decided = await play();
  assert.deepEqual(decided.asked, ['Overview']);
  assert.deepEqual(stateOf(decided.snapshot, 'Rule many340'), ['dismissed', undefined]);
  assert.deepEqual(stateOf(decided.snapshot, 'Rule many3'), ['confirmed', '1']);
  assert.equal(decided.snapshot.findings.length, 350);

  gitlab.setState(uuidOf(window, head, 'Rule many340'), 'detected');
  gitlab.setState(uuidOf(window, head, 'Rule many3'), 'detected');
  const undone = await play();
  assert.deepEqual(undone.asked, ['Overview']);
  assert.deepEqual(stateOf(undone.snapshot, 'Rule many340'), ['detected', undefined]);
  assert.deepEqual(stateOf(undone.snapshot, 'Rule many3'), ['detected', '1'], 'the issue stays linked');
});

test('where more were decided on than fit on a page, everything is read', async (t) => {
  const window = await open(t, { tier: 'ultimate' });
  const { gitlab, project, mergeRequest, play } = window;
  const head = gitlab.addPipeline(project, { mergeRequest, jobs: [job('sast', ...findings(250))] });
  await play();
  for (let index = 0; index < 120; index++)
    gitlab.dismiss(uuidOf(window, head, `Rule many${index}`), { reason: 'used_in_tests' });
  for (const run of [1, 2, 3]) {
    const { snapshot } = await play();
    const dismissed = snapshot.findings.filter(({ state }) => state === 'dismissed').length;
    assert.deepEqual([dismissed, snapshot.findings.length], [120, 251], `run ${run}`);
  }
});

test('another head pipeline, and a job that was run again, are read whole, and so are the runs after them', async (t) => {
  const window = await open(t, { tier: 'ultimate' });
  const { gitlab, project, mergeRequest, play } = window;
  const count = async () => (await play()).snapshot.findings.filter(({ change }) => change === 'new').length;
  gitlab.addPipeline(project, { mergeRequest, jobs: [job('sast', ...findings(150))] });
  assert.deepEqual([await count(), await count()], [150, 150]);
  const running = gitlab.addPipeline(project, {
    mergeRequest,
    status: 'running',
    jobs: [job('sast', ...findings(160, 'later'))],
  });
  assert.deepEqual([await count(), await count()], [150, 150]);
  gitlab.finishPipeline(running);
  assert.deepEqual([await count(), await count()], [160, 160]);
  assert.deepEqual((await play()).asked, ['Overview']);
  running.finishedAt = new Date(Date.now() + 60_000);
  assert.equal((await play()).asked.length > 1, true);
  assert.equal(await count(), 160);
  assert.deepEqual((await play()).asked, ['Overview']);
});

test('a page that failed is asked for again', async (t) => {
  const { gitlab, project, mergeRequest, play } = await open(t, { tier: 'ultimate' });
  gitlab.addPipeline(project, { mergeRequest, jobs: [job('sast', ...findings(350))] });
  gitlab.fail('FindingsPage', { kind: 'status', status: 403 });
  const { problems } = (await play()).snapshot;
  assert.deepEqual(
    problems.map(({ kind }) => kind),
    ['findingsPage'],
  );
  const { snapshot, asked } = await play();
  assert.deepEqual([snapshot.problems, snapshot.findings.length], [[], 351]);
  assert.ok(asked.length > 1);
  assert.deepEqual((await play()).asked, ['Overview']);
});

for (const tier of ['ultimate', 'ce'] as const) {
  test(`${tier}, more jobs and children than fit on a page: the unchanged refresh is one request`, async (t) => {
    const { gitlab, project, mergeRequest, play } = await open(t, { tier, version: '19.4.0' });
    const jobs = Array.from({ length: 25 }, (_, index) =>
      job(`sast ${index}`, ['src/new.ts', index + 1, `job${index}`]),
    );
    const children = Array.from({ length: 7 }, (_, index) => ({
      kind: 'child' as const,
      jobs: [job(`child ${index}`, ['src/new.ts', index + 100, `child${index}`])],
    }));
    const pipeline = gitlab.addPipeline(project, { mergeRequest, jobs, children });
    const first = await play();
    assert.equal(first.snapshot.findings.filter(({ change }) => change === 'new').length, 32);
    const again = await play();
    assert.deepEqual(again.asked, ['Overview']);
    assert.deepEqual(again.snapshot, first.snapshot);

    pipeline.finishedAt = new Date(Date.now() + 60_000);
    assert.ok((await play()).asked.includes('PipelineTree'), 'a job was run again');
    assert.deepEqual((await play()).snapshot.findings.length, first.snapshot.findings.length);
    assert.deepEqual((await play()).asked, ['Overview']);
  });
}

test('a child that still runs is looked after, although its finished parent did not wait for it', async (t) => {
  const { gitlab, project, mergeRequest, play } = await open(t, { tier: 'ce', version: '19.4.0' });
  const children = Array.from({ length: 6 }, (_, index) => ({
    kind: 'child' as const,
    jobs: [job(`child ${index}`, ['src/new.ts', index + 100, `child${index}`])],
  }));
  const pipeline = gitlab.addPipeline(project, { mergeRequest, jobs: [], children });
  const last = pipeline.children[0];
  assert.ok(last);
  last.status = 'running';
  await play();
  assert.ok((await play()).asked.includes('PipelineTree'));
  last.status = 'success';
  await play();
  assert.deepEqual((await play()).asked, ['Overview']);
});

test('before 18 a parent does not tell of its children, and so they are asked: their states follow', async (t) => {
  const window = await open(t, { tier: 'ultimate', version: '16.3.9' });
  const { gitlab, project, mergeRequest, play } = window;
  const children = [{ kind: 'child' as const, jobs: [job('child', ['src/new.ts', 7, 'child'])] }];
  const head = gitlab.addPipeline(project, { mergeRequest, jobs: [job('sast', ...findings(1))], children });
  await play();
  const child = head.children[0];
  assert.ok(child);
  gitlab.dismiss(uuidOf(window, child, 'Rule child'), { reason: 'used_in_tests' });
  assert.deepEqual(stateOf((await play()).snapshot, 'Rule child'), ['dismissed', undefined]);
});

test('Free, a branch without a merge request: GitLab is not asked again for findings it does not have', async (t) => {
  const { gitlab, project, repository, play } = await open(t, { tier: 'free', version: '19.4.0' });
  // The commit that it leaves has no pipeline that could tell of a database.
  repository.commit('main', { 'README.md': 'Later.\n' });
  repository.commit('alone', { 'src/alone.ts': 'a();\n' });
  gitlab.addPipeline(project, { ref: 'alone', jobs: [job('sast', ...findings(3))] });
  const first = await play();
  assert.equal(first.snapshot.mergeRequest, undefined);
  assert.equal(first.snapshot.findings.length, 3);
  assert.ok(first.asked.includes('FindingsPage'));
  assert.deepEqual((await play()).asked, ['Overview']);
});
