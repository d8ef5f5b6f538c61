import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../support/at.ts';
import { rest, send } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

test('an issue is made, found, read and changed', async (t) => {
  const { gitlab, token, project, developer } = await makeScene(t);
  const issues = `/projects/${project.id}/issues`;
  const milestone = gitlab.addMilestone(project, '1.0');
  const made = await send(
    gitlab,
    'POST',
    issues,
    {
      title: 'Injection in orders',
      description: 'See the query.',
      confidential: true,
      labels: 'security,bug',
      assignee_ids: [developer.id],
      milestone_id: milestone.id,
      due_date: '2026-01-31',
    },
    token,
  );
  assert.equal(made.status, 201);
  assert.equal(at(made.json, 'web_url'), `${gitlab.url}/acme/shop/api/-/issues/1`);
  assert.deepEqual(at(made.json, 'labels'), ['security', 'bug']);
  assert.equal(at(made.json, 'milestone.title'), '1.0');
  assert.equal(at(made.json, 'assignee.username'), 'dana');
  await send(gitlab, 'POST', issues, { title: 'Other' }, token);
  const iids = async (query: string) =>
    ((await rest(gitlab, `${issues}?${query}`, token)).json as readonly unknown[]).map((one) =>
      at(one, 'iid'),
    );
  assert.deepEqual(await iids(''), [2, 1]);
  assert.deepEqual(await iids('search=orders'), [1]);
  assert.deepEqual(await iids('search=query'), [1]);
  assert.deepEqual(await iids('search=query&in=title'), []);
  assert.deepEqual(await iids('iids[]=2'), [2]);
  assert.deepEqual(await iids('per_page=1&page=2'), [1]);
  const changed = await send(gitlab, 'PUT', `${issues}/1`, { state_event: 'close', labels: ['bug'] }, token);
  assert.deepEqual([changed.status, at(changed.json, 'state')], [200, 'closed']);
  assert.deepEqual(await iids('state=opened'), [2]);
  assert.deepEqual(await iids('state=closed'), [1]);
  const one = await rest(gitlab, `${issues}/1`, token);
  assert.deepEqual(at(one.json, 'labels'), ['bug']);
  assert.deepEqual(gitlab.writes(), {
    'POST /api/v4/projects/:id/issues': 2,
    'PUT /api/v4/projects/:id/issues/:issue_iid': 1,
  });
});

test('commands and mentions in a description take effect, and that is on record', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const issues = `/projects/${project.id}/issues`;
  const description = 'Found by a scanner.\n\n@dana\n/close\n/title Taken over\n/label ~oops\n/confidential';
  await send(gitlab, 'POST', issues, { title: 'Mine', description }, token);
  const [issue] = gitlab.issues(project);
  assert.ok(issue);
  assert.deepEqual(
    issue.quickActions.map(({ name }) => name),
    ['close', 'title', 'label', 'confidential'],
  );
  assert.deepEqual([issue.title, issue.state, issue.confidential], ['Taken over', 'closed', true]);
  assert.deepEqual([issue.labels, issue.description], [['oops'], 'Found by a scanner.\n\n@dana']);
  assert.deepEqual(
    issue.mentioned.map(({ username }) => username),
    ['dana'],
  );
  const safe = 'Found by a scanner.\n\n`@dana`\n\\/close';
  await send(gitlab, 'POST', issues, { title: 'Safe', description: safe }, token);
  const other = gitlab.issues(project)[1];
  assert.deepEqual([other?.quickActions, other?.mentioned, other?.state], [[], [], 'opened']);
});

test('what is refused, and how', async (t) => {
  const { gitlab, token, project, developer } = await makeScene(t);
  const guest = gitlab.addUser('gwen');
  gitlab.setRole(project, guest, 'guest');
  const stranger = gitlab.addToken(gitlab.addUser('sam'));
  const guestToken = gitlab.addToken(guest);
  const narrow = gitlab.addToken(developer, { scopes: ['read_api'] });
  const issues = `/projects/${project.id}/issues`;
  const secret = gitlab.openIssue(project, { title: 'Secret', confidential: true });
  const scope = {
    error: 'insufficient_scope',
    error_description: 'The request requires higher privileges than provided by the access token.',
    scope: 'api',
  };
  for (const [method, path, body, by, status, message] of [
    ['POST', issues, {}, token, 400, { error: 'title is missing' }],
    ['POST', issues, { title: ' ' }, token, 400, { message: { title: ["can't be blank"] } }],
    ['POST', issues, { title: 'x', confidential: 'maybe' }, token, 400, { error: 'confidential is invalid' }],
    ['POST', issues, [], token, 400, { error: 'message body does not match declared format' }],
    ['POST', issues, { title: 'x' }, narrow, 403, scope],
    ['POST', issues, { title: 'x' }, stranger, 404, { message: '404 Project Not Found' }],
    ['POST', issues, { title: 'x' }, undefined, 401, { message: '401 Unauthorized' }],
    ['PUT', `${issues}/99`, { title: 'x' }, token, 404, { message: '404 Not Found' }],
    ['PUT', `${issues}/${secret.iid}`, { title: 'x' }, guestToken, 404, { message: '404 Not Found' }],
  ] as const) {
    const answer = await send(gitlab, method, path, body, by);
    assert.deepEqual([answer.status, answer.json], [status, message], `${method} ${JSON.stringify(body)}`);
  }
  assert.equal(gitlab.issues(project).length, 1);
  const own = await send(gitlab, 'POST', issues, { title: 'Hers', labels: 'bug' }, guestToken);
  assert.deepEqual([own.status, at(own.json, 'labels')], [201, []]);
  const listed = await rest(gitlab, issues, guestToken);
  assert.equal((listed.json as readonly unknown[]).length, 1);
});

test('labels, milestones and members can be searched for', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  gitlab.addLabel(project, 'security', 'What matters');
  gitlab.addLabel(project, 'bug');
  gitlab.addMilestone(project, 'old', 'closed');
  gitlab.addMilestone(project, 'next');
  gitlab.addGroup('acme', { members: [[gitlab.addUser('olga', { name: 'Olga O' }), 'owner']] });
  const found = async (path: string, field: string) =>
    ((await rest(gitlab, `/projects/${project.id}${path}`, token)).json as readonly unknown[]).map((one) =>
      at(one, field),
    );
  assert.deepEqual(await found('/labels', 'name'), ['bug', 'security']);
  assert.deepEqual(await found('/labels?search=matters', 'name'), ['security']);
  assert.deepEqual(await found('/milestones?state=active', 'title'), ['next']);
  assert.deepEqual(await found('/members/all', 'username'), ['dana', 'olga']);
  assert.deepEqual(await found('/members/all?query=olga', 'access_level'), [50]);
});
