import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../support/at.ts';
import { rest, send } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

const lineCode = `400 Bad request - Note {:line_code=>["can't be blank", "must be a valid line code"]}`;

test('a discussion is started on a line, answered and resolved', async (t) => {
  const { gitlab, project, token, base, head, mergeRequest, developer } = await makeScene(t);
  const path = `/projects/${project.id}/merge_requests/1/discussions`;
  const refs = { base_sha: base.sha, start_sha: base.sha, head_sha: head.sha };
  const position = {
    ...refs,
    position_type: 'text',
    old_path: 'src/new.ts',
    new_path: 'src/new.ts',
    new_line: 1,
  };
  const made = await send(gitlab, 'POST', path, { body: 'Look', position }, token);
  assert.equal(made.status, 201, made.text);
  assert.equal(at(made.json, 'notes.0.type'), 'DiffNote');
  assert.deepEqual(at(made.json, 'notes.0.position'), { ...position, old_line: null, line_range: null });
  const id = String(at(made.json, 'id'));
  assert.match(id, /^[0-9a-f]{40}$/);
  const reply = await send(gitlab, 'POST', `${path}/${id}/notes`, { body: 'Indeed' }, token);
  assert.deepEqual([reply.status, at(reply.json, 'body')], [201, 'Indeed']);
  const [discussion] = gitlab.discussions(mergeRequest);
  assert.ok(discussion);
  gitlab.reply(discussion, 'From the browser', gitlab.addUser('bob'));
  gitlab.resolve(discussion, developer);
  const { json } = await rest(gitlab, path, token);
  const notes = at(json, '0.notes') as readonly unknown[];
  assert.deepEqual(
    notes.map((note) => [at(note, 'body'), at(note, 'author.username'), at(note, 'resolved')]),
    [
      ['Look', 'dana', true],
      ['Indeed', 'dana', true],
      ['From the browser', 'bob', true],
    ],
  );
  const opened = await send(gitlab, 'PUT', `${path}/${id}`, { resolved: false }, token);
  assert.deepEqual([opened.status, at(opened.json, 'notes.0.resolved')], [200, false]);
  const general = await send(gitlab, 'POST', path, { body: 'In general' }, token);
  assert.equal(at(general.json, 'notes.0.type'), 'DiscussionNote');
  assert.deepEqual((await rest(gitlab, `${path}/${id}`, token)).json, opened.json);
});

test('only lines of changed files can be discussed; an unchanged one needs both numbers', async (t) => {
  const { gitlab, project, token, repository, mergeRequest } = await makeScene(t);
  const lines = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`);
  const start = repository.commit('main', { 'long.ts': `${lines.join('\n')}\n` });
  repository.commit('topic', { 'long.ts': `${['added', ...lines.slice(1)].join('\n')}\n` });
  const topic = gitlab.addMergeRequest(project, { sourceBranch: 'topic' });
  const head = project.repository?.branch('topic');
  const refs = { base_sha: start, start_sha: start, head_sha: head, position_type: 'text' };
  const at_ = (place: object) => ({ ...refs, old_path: 'long.ts', new_path: 'long.ts', ...place });
  const path = `/projects/${project.id}/merge_requests/${topic.iid}/discussions`;
  for (const [position, status, message] of [
    [at_({ new_line: 1 }), 201, undefined],
    [at_({ old_line: 1 }), 201, undefined],
    [at_({ old_line: 2, new_line: 2 }), 201, undefined],
    // GitLab unfolds the diff as far as that.
    [at_({ old_line: 50, new_line: 50 }), 201, undefined],
    [at_({ new_line: 2 }), 400, lineCode],
    [at_({ old_line: 1, new_line: 1 }), 400, lineCode],
    [at_({ new_line: 61 }), 400, lineCode],
    [at_({ old_path: 'src/old.ts', new_path: 'src/old.ts', old_line: 1, new_line: 1 }), 400, lineCode],
    [at_({ head_sha: 'f'.repeat(40), new_line: 1 }), 400, lineCode],
    [at_({}), 400, lineCode.replace(']}', '], :position=>["is incomplete"]}')],
  ] as const) {
    const answer = await send(gitlab, 'POST', path, { body: 'Here', position }, token);
    assert.equal(answer.status, status, `${JSON.stringify(position)}: ${answer.text}`);
    if (message !== undefined) assert.deepEqual(answer.json, { message });
  }
  assert.equal(gitlab.discussions(topic).length, 4);
  const { head_sha: _, ...incomplete } = at_({ new_line: 1 });
  const missing = await send(gitlab, 'POST', path, { body: 'x', position: incomplete }, token);
  assert.deepEqual(missing.json, { error: 'position[head_sha] is missing' });
  const blank = await send(gitlab, 'POST', path, { body: '' }, token);
  assert.deepEqual(blank.json, { message: `400 Bad request - Note {:note=>["can't be blank"]}` });
  const none = await send(gitlab, 'POST', `${path}/abc/notes`, { body: 'x' }, token);
  assert.deepEqual([none.status, none.json], [404, { message: '404 Discussion Not Found' }]);
  assert.deepEqual(gitlab.discussions(mergeRequest), []);
});

test('a merge request is made once per pair of branches', async (t) => {
  const { gitlab, project, token, repository, developer } = await makeScene(t);
  repository.commit('topic', {});
  const path = `/projects/${project.id}/merge_requests`;
  const body = {
    source_branch: 'topic',
    target_branch: 'feature',
    title: 'Fix',
    description: 'Why',
    labels: 'a,b',
  };
  const made = await send(gitlab, 'POST', path, { ...body, remove_source_branch: true }, token);
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(
    ['iid', 'target_branch', 'description', 'labels', 'author.username'].map((name) => at(made.json, name)),
    [2, 'feature', 'Why', ['a', 'b'], 'dana'],
  );
  const found = await rest(gitlab, `${path}?source_branch=topic&state=opened&target_branch=feature`, token);
  assert.equal(at(found.json, '0.iid'), 2);
  assert.equal(((await rest(gitlab, `${path}?search=why`, token)).json as readonly unknown[]).length, 1);
  for (const [asked, status, message] of [
    [body, 409, { message: ['Another open merge request already exists for this source branch: !2'] }],
    [
      { ...body, target_branch: 'topic' },
      422,
      { message: ["You can't use same project/branch for source and target"] },
    ],
    [{ title: 'x' }, 400, { error: 'source_branch is missing, target_branch is missing' }],
    [{ ...body, target_branch: 'main', title: '' }, 400, { message: { title: ["can't be blank"] } }],
  ] as const) {
    const answer = await send(gitlab, 'POST', path, asked, token);
    assert.deepEqual([answer.status, answer.json], [status, message]);
  }
  assert.equal((await send(gitlab, 'POST', path, { ...body, target_branch: 'main' }, token)).status, 201);
  gitlab.setRole(project, developer, 'reporter');
  assert.equal((await send(gitlab, 'POST', path, { ...body, source_branch: 'main' }, token)).status, 403);
});
