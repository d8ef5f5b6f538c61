import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { at } from '../support/at.ts';
import { rest } from '../support/ask.ts';
import { sastReport } from '../support/reports.ts';
import { makeScene } from '../support/scene.ts';
import type { GitLab } from '../gitLab.ts';
import type { JobOptions } from '../state/job.ts';
import type { Project } from '../state/project.ts';

const report = sastReport(['a.ts', 1, 'r']);

function artifactsPath(gitlab: GitLab, project: Project, options: Partial<JobOptions>): string {
  const pipeline = gitlab.addPipeline(project, { jobs: [{ name: 'scan', ...options }] });
  return `/projects/${project.id}/jobs/${pipeline.jobs[0]?.id ?? 0}/artifacts`;
}

test('a report alone can be downloaded since 19.4 only', async (t) => {
  for (const [version, status] of [
    ['16.3.9', 404],
    ['18.8.2', 404],
    ['19.4.0', 200],
  ] as const) {
    const { gitlab, token, project } = await makeScene(t, { version });
    const path = artifactsPath(gitlab, project, { reports: { sast: report } });
    assert.equal((await rest(gitlab, path, token)).status, 404);
    const answer = await rest(gitlab, `${path}?file_type=sast`, token);
    assert.equal(answer.status, status, version);
    if (status === 200) assert.deepEqual(answer.json, report);
  }
});

test('before 19.4 the wish for a file type is not even heard', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const path = artifactsPath(gitlab, project, { reports: { sast: report }, archive: { 'x.txt': 'x' } });
  assert.match((await rest(gitlab, `${path}?file_type=nonsense`, token)).text, /^PK/);
});

test('since 19.4 a file type must be one that may be downloaded', async (t) => {
  const { gitlab, token, project } = await makeScene(t, { version: '19.4.0' });
  const path = artifactsPath(gitlab, project, { reports: { sast: report } });
  for (const type of ['trace', 'metadata', 'nonsense']) {
    assert.equal((await rest(gitlab, `${path}?file_type=${type}`, token)).status, 400, type);
  }
  assert.equal((await rest(gitlab, `${path}?file_type=dast`, token)).status, 404);
});

test('the archive is a zip, and gives single files', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const archive = { 'gl-sast-report.json': report, 'sub folder/x.txt': 'x' };
  const path = artifactsPath(gitlab, project, { archive });
  const response = await fetch(`${gitlab.url}/api/v4${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  assert.deepEqual(JSON.parse(strFromU8(files['gl-sast-report.json'] ?? new Uint8Array())), report);
  assert.deepEqual((await rest(gitlab, `${path}/gl-sast-report.json`, token)).json, report);
  assert.equal((await rest(gitlab, `${path}/sub%20folder/x.txt`, token)).text, 'x');
  assert.equal((await rest(gitlab, `${path}/none.json`, token)).status, 404);
  assert.equal((await rest(gitlab, `${path}/..%2Fx`, token)).status, 400);
});

test('artifacts for developers are refused to reporters; expired ones are gone', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const reporter = gitlab.addUser('rae');
  gitlab.setRole(project, reporter, 'reporter');
  const archive = { 'x.txt': 'x' };
  const guarded = artifactsPath(gitlab, project, { archive, access: 'developer' });
  const refused = await rest(gitlab, guarded, gitlab.addToken(reporter));
  assert.deepEqual([refused.status, refused.json], [403, { message: '403 Forbidden' }]);
  assert.equal((await rest(gitlab, guarded, token)).status, 200);
  const expired = artifactsPath(gitlab, project, { archive, expireAt: new Date(Date.now() - 1) });
  assert.equal((await rest(gitlab, expired, token)).status, 404);
});

test('an object store gives the bytes to whoever has the URL, and takes no token', async (t) => {
  const { gitlab, token, project } = await makeScene(t, { objectStore: true });
  const path = artifactsPath(gitlab, project, { archive: { 'x.txt': 'x' } });
  const redirect = await rest(gitlab, `${path}/x.txt`, token);
  const location = redirect.headers.get('location') ?? '';
  assert.equal(redirect.status, 302);
  assert.equal(new URL(location).origin, gitlab.objectStore.origin);
  assert.notEqual(new URL(location).origin, new URL(gitlab.url).origin);
  assert.equal(await (await fetch(location)).text(), 'x');
  assert.equal((await fetch(location, { headers: { authorization: `Bearer ${token}` } })).status, 400);
  assert.equal((await fetch(location.replace(/Signature=.*/, 'Signature=forged'))).status, 403);
  const sent = gitlab.objectStore.requests.map(({ headers }) => headers.authorization);
  assert.deepEqual(sent, [undefined, `Bearer ${token}`, undefined]);
  // Which no client may do, and so ends the test unless it is taken back.
  gitlab.objectStore.requests.length = 0;
  assert.equal(at(gitlab.requests.at(-1), 'status'), 302);
});
