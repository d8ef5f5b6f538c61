import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import { sastReport } from '../../../gitlab/support/reports.ts';
import { makeScene, type Scene } from '../../../gitlab/support/scene.ts';
import { connect, runReady, type RunOptions } from '../../../support/run.ts';

const old = ['src/old.ts', 1, 'old'] as const;
const fresh = ['src/new.ts', 1, 'new'] as const;
const scan = (...findings: readonly (readonly [string, number, string])[]) => [
  { name: 'semgrep-sast', reports: { sast: sastReport(...findings) } },
];

/** Requests that come within it count as one round trip: long enough for a busy machine to send them. */
const latencyMilliseconds = 150;

/** Plays runs of one window, and tells what was shown when. */
function windowOf({ gitlab, token, repository }: Scene, more: Partial<RunOptions> = {}) {
  const memory = new RunMemory();
  const connections = connect({ url: gitlab.url, token });
  return async () => {
    gitlab.resetRequests();
    const parts: { readonly part: ReadySnapshot; readonly roundTrips: number }[] = [];
    const onPart = (part: ReadySnapshot) =>
      void parts.push({ part, roundTrips: gitlab.roundTrips({ answered: true }) });
    const clone = repository.clone;
    const whole = await runReady({ url: gitlab.url, token, clone, memory, connections, onPart, ...more });
    return { parts, whole, roundTrips: gitlab.roundTrips(), requests: gitlab.requests.length };
  };
}

const told = ({ findings }: ReadySnapshot) =>
  findings.map(({ title, change }) => `${title} ${change}`).sort();

/** A merge request whose target branch is not the remote's default branch, so that git's guess of the base is wrong. */
async function intoDevelop(t: TestContext, options: GitLabOptions): Promise<Scene> {
  const scene = await makeScene(t, options);
  const { gitlab, repository, project } = scene;
  repository.commit('develop', { 'src/developed.ts': 'developed();\n' });
  gitlab.addPipeline(project, { ref: 'develop', jobs: scan(old) });
  repository.commit('export', { 'src/new.ts': 'fresh();\n' });
  const mergeRequest = gitlab.addMergeRequest(project, {
    title: 'Export',
    sourceBranch: 'export',
    targetBranch: 'develop',
  });
  gitlab.addPipeline(project, { mergeRequest, jobs: scan(old, fresh) });
  gitlab.delay('*', latencyMilliseconds);
  return scene;
}

/** A pipeline of the merged result is compared with the target's tip, not with where the branch left. */
async function mergedResult(t: TestContext, options: GitLabOptions): Promise<Scene> {
  const scene = await makeScene(t, options);
  const { gitlab, repository, project, mergeRequest } = scene;
  repository.commit('main', { 'src/later.ts': 'later();\n' });
  gitlab.addPipeline(project, { jobs: scan(old) });
  repository.commit('feature', {});
  gitlab.addPipeline(project, { mergeRequest, kind: 'merged_result', jobs: scan(old, fresh) });
  gitlab.delay('*', latencyMilliseconds);
  return scene;
}

for (const [name, make] of [
  ['another target branch', intoDevelop],
  ['a merged result', mergedResult],
] as const) {
  for (const [tier, shownAfter] of [
    ['ultimate', 1],
    ['free', 2],
  ] as const) {
    test(`${tier}, ${name}: findings are shown before the comparison, and a refresh is one request`, async (t) => {
      const scene = await make(t, { tier, version: '19.4.0' });
      const play = windowOf(scene);
      const { parts, whole, roundTrips } = await play();
      assert.equal(parts.length, 1);
      const [{ part, roundTrips: shown }] = parts as [(typeof parts)[number]];
      assert.deepEqual(told(part), ['Rule new pending', 'Rule old pending']);
      assert.equal(part.comparison, 'pending');
      assert.equal(shown, shownAfter);
      assert.deepEqual(told(whole), ['Rule new new', 'Rule old existing']);
      assert.equal(whole.comparison, 'done');
      assert.equal(roundTrips, 3);
      assert.deepEqual(
        part.findings.map(({ key }) => key).sort(),
        whole.findings.map(({ key }) => key).sort(),
      );

      const again = await play();
      assert.deepEqual([again.requests, again.parts.length], [1, 0]);
      assert.deepEqual(told(again.whole), told(whole));
    });
  }
}

test('where git guessed right nothing is shown before the whole', async (t) => {
  for (const tier of ['ultimate', 'ce'] as const) {
    const scene = await makeScene(t, { tier, version: '19.4.0' });
    scene.gitlab.delay('*', 20);
    const { parts, whole } = await windowOf(scene)();
    assert.deepEqual([parts.length, whole.comparison], [0, 'done']);
  }
});

/** A clone of a fork, with no remote where the merge request is. */
async function forkOnly(t: TestContext, options: GitLabOptions) {
  const scene = await makeScene(t, options);
  const { gitlab, repository, project, developer } = scene;
  const fork = gitlab.addProject('dana/api', {
    repository: repository.bare,
    forkedFrom: project,
    members: [[developer, 'maintainer']],
  });
  repository.commit('patch', { 'src/new.ts': 'fresh();\n' });
  const pipeline = gitlab.addPipeline(fork, { ref: 'patch', jobs: scan(old, fresh) });
  gitlab.delay('*', 20);
  return { scene, fork, pipeline, remotes: { origin: `${gitlab.url}/dana/api.git` } };
}

const downloads = ({ gitlab }: Scene) =>
  gitlab.requests.filter(({ path }) => path.includes('/artifacts')).map(({ path }) => path);

test("a fork's own pipeline is shown while the project it came from is asked, and read once", async (t) => {
  const { scene, fork, remotes } = await forkOnly(t, { tier: 'ce', version: '19.4.0' });
  scene.gitlab.addMergeRequest(scene.project, { title: 'Patch', sourceBranch: 'patch', sourceProject: fork });
  const play = windowOf(scene, { remotes });
  const { parts, whole } = await play();
  const shown = parts.map(({ part, roundTrips }) => [told(part), part.mergeRequest, roundTrips]);
  assert.deepEqual(shown, [[['Rule new pending', 'Rule old pending'], undefined, 2]]);
  assert.equal(whole.mergeRequest?.title, 'Patch');
  assert.deepEqual(told(whole), ['Rule new new', 'Rule old existing']);
  assert.equal(new Set(downloads(scene)).size, downloads(scene).length, 'no report is fetched twice');
  assert.equal(downloads(scene).length, 2);
});

test('the refresh of a fork asks the project of its merge request alone, until that is closed', async (t) => {
  const { scene, fork, remotes } = await forkOnly(t, { tier: 'ce', version: '19.4.0' });
  const { gitlab, project } = scene;
  const patch = gitlab.addMergeRequest(project, {
    title: 'Patch',
    sourceBranch: 'patch',
    sourceProject: fork,
  });
  for (const named of [remotes, { ...remotes, upstream: `${gitlab.url}/acme/shop/api.git` }]) {
    patch.state = 'opened';
    const play = windowOf(scene, { remotes: named });
    await play();
    for (const run of ['second', 'third']) {
      const { requests, parts, whole } = await play();
      assert.deepEqual([requests, parts.length, whole.mergeRequest?.title], [1, 0, 'Patch'], run);
    }
    patch.state = 'closed';
    const { mergeRequest, project: shown } = (await play()).whole;
    assert.deepEqual([mergeRequest, shown.path], [undefined, 'dana/api']);
    // The fork and, side by side or after it, the project it came from: nothing that is gone.
    assert.equal((await play()).requests, 2);
  }
});

test('a merge request within a fork may be followed by one to its origin, which is found', async (t) => {
  const { scene, fork, remotes } = await forkOnly(t, { tier: 'ce', version: '19.4.0' });
  const { gitlab, project } = scene;
  const from = { sourceBranch: 'patch', sourceProject: fork };
  gitlab.addMergeRequest(fork, { ...from, title: 'Try it', updatedAt: new Date(Date.now() - 60_000) });
  const play = windowOf(scene, { remotes: { ...remotes, upstream: `${gitlab.url}/acme/shop/api.git` } });
  assert.equal((await play()).whole.mergeRequest?.title, 'Try it');
  gitlab.addMergeRequest(project, { ...from, title: 'Patch' });
  assert.equal((await play()).whole.mergeRequest?.title, 'Patch');
});

test('before 18 the origin takes one more trip to be known, and findings are shown as soon', async (t) => {
  const { scene, fork, remotes } = await forkOnly(t, { tier: 'ce', version: '17.11.2' });
  scene.gitlab.addMergeRequest(scene.project, { title: 'Patch', sourceBranch: 'patch', sourceProject: fork });
  const archive = { 'gl-sast-report.json': JSON.stringify(sastReport(old, fresh)) };
  scene.repository.commit('patch', {});
  scene.gitlab.addPipeline(fork, {
    ref: 'patch',
    jobs: [{ name: 'semgrep-sast', reports: { sast: archive['gl-sast-report.json'] }, archive }],
  });
  const { parts, whole } = await windowOf(scene, { remotes })();
  assert.deepEqual(
    parts.map(({ roundTrips }) => roundTrips),
    [2],
  );
  assert.equal(whole.mergeRequest?.title, 'Patch');
});

test('a report that is on its way when the merge request is known is waited for, not fetched again', async (t) => {
  const { scene, fork, remotes } = await forkOnly(t, { tier: 'ce', version: '19.4.0' });
  scene.gitlab.addMergeRequest(scene.project, { title: 'Patch', sourceBranch: 'patch', sourceProject: fork });
  scene.gitlab.delay('GET /api/v4/*/artifacts', 80);
  const { parts, whole } = await windowOf(scene, { remotes })();
  assert.deepEqual([parts.length, told(whole)], [0, ['Rule new new', 'Rule old existing']]);
  assert.equal(downloads(scene).length, 2);
});

test('a branch of no fork without a merge request is shown whole, at once', async (t) => {
  for (const version of ['16.3.9', '19.4.0']) {
    const scene = await makeScene(t, { tier: 'ultimate', version });
    scene.repository.commit('lonely', {});
    scene.gitlab.addPipeline(scene.project, { ref: 'lonely', jobs: scan(old) });
    scene.gitlab.delay('*', 20);
    scene.gitlab.delay('GET /api/v4/projects/:id', 100);
    const { parts, whole, roundTrips } = await windowOf(scene)();
    assert.deepEqual([parts.length, told(whole), roundTrips], [0, ['Rule old new'], 2], version);
  }
});
