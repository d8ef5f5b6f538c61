import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import { sastReport } from '../../../gitlab/support/reports.ts';
import { makeScene, type Scene } from '../../../gitlab/support/scene.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import { connect, run, runReady, type RunOptions } from '../../../support/run.ts';

const listed = ({ findings }: ReadySnapshot) =>
  findings
    .map(({ title, change, sources }) => `${title} ${change} ${sources.map(({ kind }) => kind).join('+')}`)
    .sort();

const optionsOf = ({ gitlab, token, repository }: Scene, more: Partial<RunOptions> = {}): RunOptions => ({
  url: gitlab.url,
  token,
  clone: repository.clone,
  ...more,
});

/** What lasts from refresh to refresh. */
const windowOf = ({ gitlab, token }: Scene) => ({
  memory: new RunMemory(),
  connections: connect({ url: gitlab.url, token }),
});

/** A scene with delays, so that round trips can be told. */
async function slowScene(t: TestContext, options: GitLabOptions): Promise<Scene> {
  const scene = await makeScene(t, options);
  scene.gitlab.delay('*', 20);
  return scene;
}

for (const version of ['16.3.9', '18.8.2', '19.4.0']) {
  for (const subPath of ['', '/gitlab']) {
    test(`Ultimate ${version} at '${subPath}': findings in one round trip`, async (t) => {
      const scene = await slowScene(t, { version, tier: 'ultimate', subPath });
      const snapshot = await runReady(optionsOf(scene));
      assert.deepEqual(listed(snapshot), ['Rule new new gitlab', 'Rule old existing gitlab']);
      assert.equal(snapshot.mergeRequest?.iid, '1');
      assert.equal(snapshot.comparison, 'done');
      assert.deepEqual(snapshot.problems, []);
      assert.equal(scene.gitlab.roundTrips(), 1);
      // The overview, and beside it what became of the scans.
      assert.equal(scene.gitlab.requests.length, 2);
    });
  }
}

for (const tier of ['ce', 'free'] as const) {
  for (const forbiddenFindings of ['null', 'empty'] as const) {
    test(`${tier} 19.4 (${forbiddenFindings}): report artifacts in two round trips, the unchanged refresh in one request`, async (t) => {
      const scene = await slowScene(t, { version: '19.4.0', tier, forbiddenFindings });
      const window = windowOf(scene);
      const snapshot = await runReady(optionsOf(scene, window));
      assert.deepEqual(listed(snapshot), ['Rule new new artifact', 'Rule old existing artifact']);
      assert.equal(snapshot.reportsRead, 1);
      assert.equal(scene.gitlab.roundTrips(), 2);
      scene.gitlab.resetRequests();
      const again = await runReady(optionsOf(scene, window));
      assert.deepEqual(listed(again), listed(snapshot));
      assert.equal(scene.gitlab.requests.length, 1);
      // Nothing is merged and compared again, and whoever shows the findings need not look at them.
      assert.equal(again.findings, snapshot.findings);
    });
  }
}

test('an unchanged refresh on Ultimate is one request', async (t) => {
  const scene = await slowScene(t, { tier: 'ultimate' });
  const window = windowOf(scene);
  await runReady(optionsOf(scene, window));
  scene.gitlab.resetRequests();
  await runReady(optionsOf(scene, window));
  assert.equal(scene.gitlab.requests.length, 1);
});

test('below 19.4 a report is read out of the job archive, single file first', async (t) => {
  const scene = await makeScene(t, { version: '18.8.2', tier: 'free' });
  const report = sastReport(['src/new.ts', 1, 'archived']);
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [
      {
        name: 'semgrep-sast',
        reports: { sast: report },
        archive: { 'gl-sast-report.json': JSON.stringify(report) },
      },
    ],
  });
  const snapshot = await runReady(optionsOf(scene));
  assert.deepEqual(listed(snapshot), ['Rule archived new artifact']);
});

test('below 19.4 a report elsewhere in the archive is found too', async (t) => {
  const scene = await makeScene(t, { version: '16.3.9', tier: 'ce' });
  const report = sastReport(['src/new.ts', 1, 'archived']);
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [
      {
        name: 'semgrep-sast',
        reports: { sast: report },
        archive: { 'sub/dir/gl-sast-report.json': JSON.stringify(report) },
      },
    ],
  });
  assert.deepEqual(listed(await runReady(optionsOf(scene))), ['Rule archived new artifact']);
});

test('where no route is open to a token, the problem says so', async (t) => {
  const scene = await makeScene(t, { version: '18.8.2', tier: 'free' });
  const snapshot = await runReady(optionsOf(scene));
  assert.deepEqual(snapshot.findings, []);
  assert.deepEqual(
    snapshot.problems.map((problem) => problem.kind),
    ['notDownloadable', 'comparison'],
  );
});

test('artifacts behind an object store are read without the token leaving its instance', async (t) => {
  const scene = await slowScene(t, { version: '19.4.0', tier: 'ce', objectStore: true });
  const snapshot = await runReady(optionsOf(scene));
  assert.equal(snapshot.findings.length, 2);
  assert.equal(scene.gitlab.roundTrips(), 2);
  assert.ok(scene.gitlab.objectStore.requests.length > 0);
  for (const { headers } of scene.gitlab.objectStore.requests) {
    assert.equal(JSON.stringify(headers).includes(scene.token), false);
    assert.equal(headers.authorization, undefined);
  }
});

test('dismissed findings are there and say so', async (t) => {
  const scene = await makeScene(t, { tier: 'ultimate' });
  const target = scene.gitlab.findingsOf(scene.head).find(({ title }) => title === 'Rule new');
  assert.ok(target);
  assert.ok(target.uuid);
  scene.gitlab.dismiss(target.uuid, { reason: 'used_in_tests', comment: 'only in tests' });
  const snapshot = await runReady(optionsOf(scene));
  assert.equal(snapshot.findings.find(({ uuid }) => uuid === target.uuid)?.state, 'dismissed');
});

test('what is only in the target branch is fixed', async (t) => {
  for (const tier of ['ultimate', 'ce'] as const) {
    const scene = await makeScene(t, { tier, version: '19.4.0' });
    scene.gitlab.addPipeline(scene.project, {
      mergeRequest: scene.mergeRequest,
      jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/new.ts', 1, 'new']) } }],
    });
    const source = tier === 'ce' ? 'artifact' : 'gitlab';
    assert.deepEqual(listed(await runReady(optionsOf(scene))), [
      `Rule new new ${source}`,
      `Rule old fixed ${source}`,
    ]);
  }
});

test('inserting lines above a finding does not make it new, without GitLab and without signatures', async (t) => {
  const scene = await makeScene(t, { tier: 'ce', version: '19.4.0' });
  scene.repository.commit('feature', { 'src/old.ts': '// one\n// two\nold();\n' });
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/old.ts', 3, 'old']) } }],
  });
  assert.deepEqual(listed(await runReady(optionsOf(scene))), ['Rule old existing artifact']);
});

test('other code on the same line is another finding', async (t) => {
  const scene = await makeScene(t, { tier: 'ce', version: '19.4.0' });
  scene.repository.commit('feature', { 'src/old.ts': 'other();\n' });
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/old.ts', 1, 'old']) } }],
  });
  assert.deepEqual(listed(await runReady(optionsOf(scene))), [
    'Rule old fixed artifact',
    'Rule old new artifact',
  ]);
});

test('without a pipeline of the target branch everything is new, and it is said', async (t) => {
  const scene = await makeScene(t, { tier: 'ce', version: '19.4.0' });
  const base = scene.repository.commit('main', { 'src/later.ts': 'later();\n' });
  scene.repository.commit('feature', {});
  const snapshot = await runReady(optionsOf(scene, { head: { probableBase: base } }));
  assert.equal(snapshot.comparison, 'done', 'the real base is asked for where the guess was wrong');
});

test('a newer pipeline that runs is told, and the finished one is shown', async (t) => {
  const scene = await makeScene(t, { tier: 'ultimate' });
  const running = scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    status: 'running',
    jobs: [
      { name: 'semgrep-sast', status: 'success', reportTypes: ['sast'] },
      { name: 'secret_detection', status: 'running', reportTypes: ['secret_detection'] },
    ],
  });
  const snapshot = await runReady(optionsOf(scene));
  assert.equal(snapshot.running?.id, String(running.id));
  assert.equal(snapshot.running.jobs.length, 2);
  assert.equal(snapshot.pipeline.id, String(scene.head.id));
  assert.equal(snapshot.findings.length, 2);
});

test('findings of child pipelines are found on every tier', async (t) => {
  for (const [tier, findingsOfChildren] of [
    ['ultimate', true],
    ['ultimate', false],
    ['ce', false],
  ] as const) {
    const scene = await makeScene(t, { tier, version: '19.4.0', findingsOfChildren });
    scene.gitlab.addPipeline(scene.project, {
      mergeRequest: scene.mergeRequest,
      children: [
        {
          kind: 'child',
          jobs: [{ name: 'child-sast', reports: { sast: sastReport(['src/new.ts', 1, 'child']) } }],
        },
      ],
    });
    const snapshot = await runReady(optionsOf(scene));
    const source = tier === 'ce' ? 'artifact' : findingsOfChildren ? 'gitlab' : 'gitlab+artifact';
    assert.ok(
      listed(snapshot).some((line) => line.startsWith('Rule child new')),
      `${tier} ${findingsOfChildren} ${source}: ${listed(snapshot).join()}`,
    );
    assert.equal(snapshot.findings.filter(({ title }) => title === 'Rule child').length, 1);
  }
});

test('a branch without merge request shows its own pipeline', async (t) => {
  for (const tier of ['ultimate', 'ce'] as const) {
    const scene = await slowScene(t, { tier, version: '19.4.0' });
    scene.repository.commit('lonely', { 'src/lonely.ts': 'lonely();\n' });
    scene.gitlab.addPipeline(scene.project, {
      ref: 'lonely',
      jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/lonely.ts', 1, 'lonely']) } }],
    });
    const snapshot = await runReady(optionsOf(scene));
    assert.equal(snapshot.mergeRequest, undefined);
    assert.deepEqual(
      snapshot.findings.map(({ title }) => title),
      ['Rule lonely'],
    );
    assert.ok(scene.gitlab.roundTrips() <= 2, `${tier}: ${scene.gitlab.roundTrips()} round trips`);
  }
});

test('a branch that GitLab has never seen has no pipeline', async (t) => {
  const scene = await makeScene(t, {});
  const snapshot = await run(optionsOf(scene, { head: { branch: 'local', remoteBranches: ['local'] } }));
  assert.equal(snapshot.kind, 'noPipeline');
});

test('of several merge requests the most recently updated is shown, unless another one was chosen', async (t) => {
  const scene = await makeScene(t, {});
  scene.repository.commit('release', {});
  const other = scene.gitlab.addMergeRequest(scene.project, {
    title: 'Into release',
    sourceBranch: 'feature',
    targetBranch: 'release',
    updatedAt: new Date(Date.now() - 3_600_000),
  });
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: other,
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/new.ts', 1, 'release']) } }],
  });
  scene.repository.commit('feature', {});
  const first = await runReady(optionsOf(scene));
  assert.equal(first.mergeRequest?.title, 'Add it');
  assert.deepEqual(
    first.choices.map(({ title }) => title),
    ['Add it', 'Into release'],
  );
  const chosen = first.choices[1]?.webUrl ?? '';
  const second = await runReady(optionsOf(scene, { chosen }));
  assert.equal(second.mergeRequest?.title, 'Into release');
  assert.ok(second.findings.some(({ title }) => title === 'Rule release'));
});

test('a fork finds its merge request in the project it was forked from, with and without a remote there', async (t) => {
  for (const version of ['16.3.9', '18.8.2']) {
    const scene = await makeScene(t, { version, tier: 'ultimate' });
    const fork = scene.gitlab.addProject('dana/api', {
      repository: scene.repository.bare,
      forkedFrom: scene.project,
      members: [[scene.developer, 'maintainer']],
    });
    scene.repository.commit('patch', { 'src/patch.ts': 'patch();\n' });
    const mergeRequest = scene.gitlab.addMergeRequest(scene.project, {
      title: 'From a fork',
      sourceBranch: 'patch',
      sourceProject: fork,
    });
    scene.gitlab.addPipeline(fork, {
      mergeRequest,
      jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/patch.ts', 1, 'patch']) } }],
    });
    const url = scene.gitlab.url;
    for (const remotes of [
      { origin: `${url}/dana/api.git` },
      { origin: `${url}/dana/api.git`, upstream: `${url}/acme/shop/api.git` },
    ]) {
      const snapshot = await runReady(optionsOf(scene, { remotes }));
      assert.equal(snapshot.mergeRequest?.title, 'From a fork');
      assert.equal(snapshot.project.path, 'acme/shop/api');
      assert.ok(
        snapshot.findings.some(({ title }) => title === 'Rule patch'),
        JSON.stringify(snapshot.problems),
      );
    }
  }
});

test("another fork's branch of the same name is not ours", async (t) => {
  const scene = await makeScene(t, {});
  const fork = scene.gitlab.addProject('eve/api', {
    repository: scene.repository.bare,
    forkedFrom: scene.project,
  });
  scene.repository.commit('same', {});
  scene.gitlab.addMergeRequest(scene.project, {
    title: 'Not ours',
    sourceBranch: 'same',
    sourceProject: fork,
  });
  assert.notEqual((await run(optionsOf(scene))).kind, 'ready');
});

test('a detached HEAD is known by its commit', async (t) => {
  const scene = await makeScene(t, {});
  const { branch: _, ...head } = { branch: undefined, remoteBranches: ['feature'] };
  const snapshot = await runReady(optionsOf(scene, { head }));
  assert.equal(snapshot.mergeRequest?.iid, '1');
});

test('nothing is asked of a host that nobody has signed in to', async (t) => {
  const scene = await makeScene(t, {});
  const snapshot = await run({
    clone: scene.repository.clone,
    remotes: { origin: `${scene.gitlab.url}/acme/shop/api.git` },
  });
  assert.equal(snapshot.kind, 'signedOut');
  assert.equal(scene.gitlab.requests.length, 0);
});

test('nobody is asked to sign in to a host that is known, or was said, to be no GitLab', async (t) => {
  const { repository } = await makeScene(t, {});
  const kindOf = async (origin: string, ignoredHosts: readonly string[] = []) =>
    (await run({ clone: repository.clone, remotes: { origin }, ignoredHosts })).kind;
  assert.equal(await kindOf('git@github.com:acme/api.git'), 'noRemote');
  assert.equal(await kindOf('https://git.example.com/acme/api.git'), 'signedOut');
  assert.equal(await kindOf('https://git.example.com/acme/api.git', ['git.example.com']), 'noRemote');
});

test('a repository without a remote on a server says so', async (t) => {
  const scene = await makeScene(t, {});
  assert.equal((await run(optionsOf(scene, { remotes: { origin: '/srv/git/api.git' } }))).kind, 'noRemote');
});

test('a project nobody may see is not found', async (t) => {
  const scene = await makeScene(t, {});
  const stranger = scene.gitlab.addToken(scene.gitlab.addUser('stranger'));
  assert.equal((await run(optionsOf(scene, { token: stranger }))).kind, 'projectNotFound');
});

test('more than a hundred findings come in two round trips, all of them', async (t) => {
  const scene = await slowScene(t, { tier: 'ultimate' });
  const many = Array.from({ length: 350 }, (_, index) => ['src/new.ts', index + 1, `rule${index}`] as const);
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(...many) } }],
  });
  const snapshot = await runReady(optionsOf(scene));
  assert.equal(snapshot.findings.filter(({ change }) => change === 'new').length, 350);
  assert.equal(scene.gitlab.roundTrips(), 2);
});

test('more security jobs than fit on a page are all read', async (t) => {
  const scene = await makeScene(t, { tier: 'ce', version: '19.4.0' });
  const jobs = Array.from({ length: 25 }, (_, index) => ({
    name: `sast ${index}`,
    reports: { sast: sastReport(['src/new.ts', index + 1, `job${index}`]) },
  }));
  scene.gitlab.addPipeline(scene.project, { mergeRequest: scene.mergeRequest, jobs });
  const snapshot = await runReady(optionsOf(scene));
  assert.equal(snapshot.findings.filter(({ change }) => change === 'new').length, 25);
});

test('a report that GitLab could not take in is read from its artifact, and the refusal hides nothing', async (t) => {
  const scene = await slowScene(t, { tier: 'ultimate', version: '19.4.0' });
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [
      { name: 'semgrep-sast', reports: { sast: sastReport(['src/new.ts', 1, 'new']) } },
      { name: 'acme-audit', reports: { sast: '{"version": "15.2.4", "vulnerabilities": [' } },
    ],
  });
  const snapshot = await runReady(optionsOf(scene));
  assert.deepEqual(listed(snapshot), ['Rule new new gitlab', 'Rule old fixed gitlab']);
  assert.deepEqual(
    snapshot.problems.map((problem) => [problem.kind, 'job' in problem ? problem.job : '']),
    [['report', 'acme-audit']],
  );
  assert.equal(scene.gitlab.roundTrips(), 2);
});

test('where the refused report cannot be downloaded, GitLab is quoted', async (t) => {
  const scene = await makeScene(t, { tier: 'ultimate', version: '18.8.2' });
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [{ name: 'acme-audit', reports: { sast: 'no JSON' } }],
  });
  const { problems } = await runReady(optionsOf(scene));
  assert.deepEqual(
    problems.map(({ kind }) => kind),
    ['scan'],
  );
});

test('clean reports need no second look: one round trip', async (t) => {
  const scene = await slowScene(t, { tier: 'ultimate', version: '19.4.0' });
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport() } }],
  });
  const snapshot = await runReady(optionsOf(scene));
  assert.deepEqual(listed(snapshot), ['Rule old fixed gitlab']);
  assert.equal(snapshot.reportsRead, 1);
  assert.equal(scene.gitlab.roundTrips(), 1);
});

test('scans that end later are asked for again: nothing is shown twice', async (t) => {
  const scene = await makeScene(t, { tier: 'ultimate', version: '19.4.0' });
  const running = scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    status: 'running',
    jobs: [
      { name: 'semgrep-sast', status: 'success', reports: { sast: sastReport(['src/new.ts', 1, 'new']) } },
      { name: 'kics', status: 'running', reports: { sast: sastReport(['src/new.ts', 1, 'late']) } },
    ],
  });
  const window = windowOf(scene);
  await runReady(optionsOf(scene, window));
  scene.gitlab.finishPipeline(running);
  assert.deepEqual(listed(await runReady(optionsOf(scene, window))), [
    'Rule late new gitlab',
    'Rule new new gitlab',
    'Rule old fixed gitlab',
  ]);
});
