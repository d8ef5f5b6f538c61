import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitLab } from '../gitLab.ts';
import { skipWithoutContracts } from '../contract/contractsFolder.ts';
import { rest } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

test('requests are recorded with template, status, token and times', async (t) => {
  const { gitlab, token, project } = await makeScene(t, { subPath: '/gitlab' });
  await rest(gitlab, `/projects/${project.id}/pipelines?per_page=5`, token);
  const [request] = gitlab.requests;
  assert.ok(request);
  assert.equal(request.template, '/api/v4/projects/:id/pipelines');
  assert.equal(request.path, `/api/v4/projects/${project.id}/pipelines?per_page=5`);
  assert.deepEqual([request.status, request.tokenUsed], [200, token]);
  assert.ok(request.startedAt < request.endedAt);
});

test('round trips are the longest chain, not the number of requests', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  gitlab.delay('*', 20);
  const project_ = `/projects/${project.id}`;
  await Promise.all([rest(gitlab, project_, token), rest(gitlab, `${project_}/pipelines`, token)]);
  assert.equal(gitlab.roundTrips(), 1);
  await rest(gitlab, project_, token);
  await rest(gitlab, '/user', token);
  assert.equal(gitlab.requests.length, 4);
  assert.equal(gitlab.roundTrips(), 3);
  assert.equal(gitlab.roundTrips({ except: ['/user'] }), 2);
  gitlab.resetRequests();
  assert.equal(gitlab.roundTrips(), 0);
});

test('an object store’s answers are no round trips', async (t) => {
  const { gitlab, token, project } = await makeScene(t, { objectStore: true });
  const pipeline = gitlab.addPipeline(project, { jobs: [{ name: 'scan', archive: { 'x.txt': 'x' } }] });
  const path = `/projects/${project.id}/jobs/${pipeline.jobs[0]?.id ?? 0}/artifacts`;
  const redirect = await rest(gitlab, path, token);
  await fetch(redirect.headers.get('location') ?? '');
  assert.equal(gitlab.roundTrips(), 1);
});

test('stop() tells of a token in PRIVATE-TOKEN', async () => {
  const gitlab = await GitLab.start();
  const token = gitlab.addToken(gitlab.addUser('dana'));
  const { status } = await rest(gitlab, '/user', undefined, { 'private-token': token });
  assert.equal(status, 200);
  await assert.rejects(gitlab.stop(), /PRIVATE-TOKEN/);
});

test('stop() tells of requests that GitLab does not describe', { skip: skipWithoutContracts }, async () => {
  const gitlab = await GitLab.start();
  const token = gitlab.addToken(gitlab.addUser('dana'));
  await rest(gitlab, '/projects/1/pipelines?nonsense=1', token);
  await rest(gitlab, '/project/1', token);
  await rest(gitlab, '/projects/1/jobs/2?file_type=sast', token);
  await rest(gitlab, '/projects/1/jobs/2/artifacts?file_type=sast', token);
  assert.equal(gitlab.contractViolations.length, 3);
  await assert.rejects(
    gitlab.stop(),
    /knows no parameter nonsense[\s\S]*not in GitLab's REST[\s\S]*file_type/,
  );
});

test('several at once do not know of each other', async (t) => {
  const [one, other] = await Promise.all([makeScene(t), makeScene(t)]);
  assert.notEqual(one.gitlab.url, other.gitlab.url);
  assert.equal((await rest(one.gitlab, '/user', other.token)).status, 401);
  // Which no client may do, and so ends the test unless it is taken back.
  assert.deepEqual(one.gitlab.contractViolations.splice(0), ['a token of another server: /api/v4/user']);
});
