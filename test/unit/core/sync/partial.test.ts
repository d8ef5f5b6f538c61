import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import { sastReport } from '../../../gitlab/support/reports.ts';
import { makeScene } from '../../../gitlab/support/scene.ts';
import { git, runReady } from '../../../support/run.ts';

test('a branch without merge request shows its findings although nobody can say where its project came from', async (t) => {
  const scene = await makeScene(t, { tier: 'ce', version: '16.3.9' });
  const archive = { 'gl-sast-report.json': JSON.stringify(sastReport(['src/lonely.ts', 1, 'lonely'])) };
  scene.repository.commit('lonely', { 'src/lonely.ts': 'lonely();\n' });
  scene.gitlab.addPipeline(scene.project, {
    ref: 'lonely',
    jobs: [{ name: 'semgrep-sast', reports: { sast: archive['gl-sast-report.json'] }, archive }],
  });
  const options = { url: scene.gitlab.url, token: scene.token, clone: scene.repository.clone };
  for (const status of [403, 404, 500]) {
    scene.gitlab.fail('GET /api/v4/projects/:id', { kind: 'status', status }, Infinity);
    const snapshot = await runReady(options);
    assert.deepEqual(
      snapshot.findings.map(({ title }) => title),
      ['Rule lonely'],
    );
    assert.deepEqual(
      snapshot.problems.map(({ kind }) => kind).filter((kind) => kind !== 'report'),
      ['origin'],
    );
    scene.gitlab.recover();
  }
});

test('more jobs than fit on a page that cannot be listed leave those that fit, and it is said', async (t) => {
  const scene = await makeScene(t, { tier: 'ce', version: '19.4.0' });
  const jobs = Array.from({ length: 25 }, (_, index) => ({
    name: `sast ${index}`,
    reports: { sast: sastReport(['src/new.ts', index + 1, `job${index}`]) },
  }));
  scene.gitlab.addPipeline(scene.project, { mergeRequest: scene.mergeRequest, jobs });
  const options = { url: scene.gitlab.url, token: scene.token, clone: scene.repository.clone };
  scene.gitlab.fail('PipelineTree', { kind: 'status', status: 500 }, Infinity);
  const snapshot = await runReady(options);
  assert.equal(snapshot.findings.filter(({ change }) => change === 'new').length, 20);
  assert.deepEqual(
    snapshot.problems.filter(({ kind }) => kind !== 'report'),
    [{ kind: 'children', failure: 'serverError' }],
  );
  scene.gitlab.recover();
  assert.equal((await runReady(options)).findings.filter(({ change }) => change === 'new').length, 25);
});

test('a pipeline of the target branch that ends later is compared with then', async (t) => {
  const scene = await makeScene(t, { tier: 'ce', version: '19.4.0' });
  const probableBase = scene.repository.commit('main', { 'src/later.ts': 'later();\n' });
  const clone = scene.repository.clone;
  git(clone, 'checkout', '--quiet', 'feature');
  git(clone, '-c', 'user.name=D', '-c', 'user.email=d@example.com', 'merge', '--quiet', 'main');
  git(clone, 'push', '--quiet', 'origin', 'feature');
  const base = scene.gitlab.addPipeline(scene.project, {
    status: 'running',
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/new.ts', 1, 'new']) } }],
  });
  scene.gitlab.addPipeline(scene.project, {
    mergeRequest: scene.mergeRequest,
    jobs: [{ name: 'semgrep-sast', reports: { sast: sastReport(['src/new.ts', 1, 'new']) } }],
  });
  const memory = new RunMemory();
  const head = { probableBase: 'f'.repeat(40) };
  const options = { url: scene.gitlab.url, token: scene.token, clone, memory, head };
  assert.notEqual(probableBase, head.probableBase);
  assert.equal((await runReady(options)).comparison, 'none');
  scene.gitlab.finishPipeline(base);
  const { comparison, findings } = await runReady(options);
  assert.equal(comparison, 'done');
  assert.deepEqual(
    findings.map(({ change }) => change),
    ['existing'],
  );
});
