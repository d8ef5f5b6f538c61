import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, listAt } from '../support/at.ts';
import { rest } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

test('lists come in pages, with headers and links to the others', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  for (let index = 0; index < 5; index += 1) gitlab.addPipeline(project);
  const path = `/projects/${project.id}/pipelines?per_page=3`;
  const first = await rest(gitlab, path, token);
  assert.equal(first.headers.get('x-total'), '7');
  assert.equal(first.headers.get('x-total-pages'), '3');
  assert.equal(first.headers.get('x-next-page'), '2');
  const ids: unknown[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const page = await rest(gitlab, next, token);
    ids.push(...(page.json as readonly unknown[]).map((one) => at(one, 'id')));
    next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]?.split('/api/v4')[1];
  }
  assert.equal(ids.length, 7);
  assert.deepEqual(
    ids,
    [...ids].sort((a, b) => Number(b) - Number(a)),
  );
});

test('merge requests are found by branch, state and commit', async (t) => {
  const { gitlab, token, project, head, base, mergeRequest } = await makeScene(t);
  gitlab.addMergeRequest(project, { sourceBranch: 'other' });
  gitlab.addMergeRequest(project, { sourceBranch: 'feature', state: 'closed' });
  const iids = async (path: string) => {
    const { json } = await rest(gitlab, `/projects/${project.id}${path}`, token);
    return (json as readonly unknown[]).map((one) => at(one, 'iid'));
  };
  assert.deepEqual(await iids('/merge_requests?source_branch=feature&state=opened'), [mergeRequest.iid]);
  assert.deepEqual(await iids(`/merge_requests?iids[]=2`), [2]);
  assert.deepEqual(await iids(`/repository/commits/${head.sha}/merge_requests?state=opened`), [
    mergeRequest.iid,
  ]);
  assert.deepEqual(await iids(`/repository/commits/${base.sha}/merge_requests`), []);
});

test('REST and GraphQL tell the same of jobs, bridges and child pipelines', async (t) => {
  const { gitlab, token, project, developer } = await makeScene(t);
  const elsewhere = gitlab.addProject('acme/other', { members: [[developer, 'developer']] });
  const jobs = [{ name: 'scan', reports: { sast: '{}' }, archive: { 'a.txt': 'a' } }];
  const parent = gitlab.addPipeline(project, {
    jobs,
    children: [{ jobs }, { project: elsewhere, sha: 'f'.repeat(40) }],
  });
  const path = `/projects/${project.id}/pipelines/${parent.id}`;
  const [job] = (await rest(gitlab, `${path}/jobs`, token)).json as readonly unknown[];
  assert.deepEqual(
    listAt(job, 'artifacts').map((one) => at(one, 'file_type')),
    ['archive', 'sast'],
  );
  const bridges = (await rest(gitlab, `${path}/bridges`, token)).json as readonly unknown[];
  assert.deepEqual(
    bridges.map((one) => [at(one, 'downstream_pipeline.project_id'), at(one, 'downstream_pipeline.source')]),
    [
      [project.id, 'parent_pipeline'],
      [elsewhere.id, 'pipeline'],
    ],
  );
  const listed = (await rest(gitlab, `/projects/${project.id}/pipelines`, token)).json as readonly unknown[];
  assert.ok(!listed.some((one) => at(one, 'source') === 'parent_pipeline'));
});

test('an answer the client has already is not sent again', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const path = `/projects/${project.id}/pipelines`;
  const etag = (await rest(gitlab, path, token)).headers.get('etag') ?? '';
  const again = await rest(gitlab, path, token, { 'if-none-match': etag });
  assert.deepEqual([again.status, again.text], [304, '']);
  gitlab.addPipeline(project);
  assert.equal((await rest(gitlab, path, token, { 'if-none-match': etag })).status, 200);
});
