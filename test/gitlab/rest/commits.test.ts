import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../support/at.ts';
import { rest, send } from '../support/ask.ts';
import { makeScene, type Scene } from '../support/scene.ts';

function commitsOf({ gitlab, project, token }: Scene) {
  return (body: object, by = token) =>
    send(
      gitlab,
      'POST',
      `/projects/${project.id}/repository/commits`,
      { commit_message: 'Fix', ...body },
      by,
    );
}

test('a commit is made of actions, on a branch of its own, in the real repository', async (t) => {
  const scene = await makeScene(t);
  const { project, head, repository: made } = scene;
  const { repository } = project;
  assert.ok(repository);
  const commit = commitsOf(scene);
  made.commit('feature', { 'src/run.sh': 'run\n', 'src/gone.ts': 'gone\n', 'src/from.ts': 'moved\n' });
  const start = repository.branch('feature');
  const actions = [
    { action: 'update', file_path: 'src/new.ts', content: 'fixed();\n' },
    { action: 'create', file_path: 'docs/ü.bin', content: 'AAEC', encoding: 'base64' },
    { action: 'delete', file_path: 'src/gone.ts' },
    { action: 'move', file_path: 'src/to.ts', previous_path: 'src/from.ts' },
    { action: 'chmod', file_path: 'src/run.sh', execute_filemode: true },
  ];
  const answer = await commit({ branch: 'fix', start_sha: start, actions });
  assert.equal(answer.status, 201, answer.text);
  const sha = repository.branch('fix') ?? '';
  assert.equal(at(answer.json, 'id'), sha);
  assert.deepEqual(at(answer.json, 'parent_ids'), [start]);
  assert.deepEqual([at(answer.json, 'message'), at(answer.json, 'author_name')], ['Fix', 'Dana']);
  assert.deepEqual(at(answer.json, 'stats'), { additions: 1, deletions: 2, total: 3 });
  assert.equal(repository.file(sha, 'src/new.ts')?.toString(), 'fixed();\n');
  assert.deepEqual(repository.file(sha, 'docs/ü.bin'), Buffer.from([0, 1, 2]));
  assert.deepEqual(
    [repository.file(sha, 'src/gone.ts'), repository.file(sha, 'src/from.ts')],
    [undefined, undefined],
  );
  assert.equal(repository.file(sha, 'src/to.ts')?.toString(), 'moved\n');
  assert.equal(repository.blobIds(sha, ['src/run.sh'])[0]?.mode, '100755');
  assert.equal(repository.branch('feature'), start);
  assert.notEqual(start, head.sha);
});

test('a commit is refused as a whole, in GitLab’s words', async (t) => {
  const scene = await makeScene(t);
  const { gitlab, project, developer, repository: made, head } = scene;
  const commit = commitsOf(scene);
  const update = { action: 'update', file_path: 'src/new.ts', content: 'x\n' };
  const before = project.repository?.branch('feature');
  const on = (branch: string, ...actions: readonly object[]) => ({ branch, actions });
  for (const [body, status, message] of [
    [{ branch: 'feature' }, 400, { error: 'actions is missing' }],
    [
      on('feature', { action: 'explode', file_path: 'x' }),
      400,
      { error: 'actions[0][action] does not have a valid value' },
    ],
    [on('feature', { action: 'update' }), 400, { error: 'actions[0][file_path] is missing' }],
    [
      on('feature', update, { ...update, action: 'create' }),
      400,
      { message: 'A file with this name already exists' },
    ],
    [
      on('feature', { ...update, action: 'create', file_path: 'src' }),
      400,
      { message: 'A directory with this name already exists' },
    ],
    [
      on('feature', update, { action: 'delete', file_path: 'none.ts' }),
      400,
      { message: "A file with this name doesn't exist" },
    ],
    [
      on('feature', { ...update, action: 'create', file_path: 'a/../b' }),
      400,
      { message: 'Path cannot include directory traversal' },
    ],
    [
      on('feature', { ...update, action: 'create', file_path: '.git/config' }),
      400,
      { message: "invalid path: '.git/config'" },
    ],
    [on('none', update), 400, { message: 'You can only create or edit files when you are on a branch' }],
    [
      { ...on('feature', update), start_sha: head.sha },
      400,
      { message: "A branch called 'feature' already exists. Switch to that branch in order to make changes" },
    ],
    [
      { ...on('feature', update), start_branch: 'main' },
      400,
      { message: "A branch called 'feature' already exists. Switch to that branch in order to make changes" },
    ],
    [
      { ...on('new', update), start_sha: 'f'.repeat(40) },
      400,
      { message: `Cannot find start_sha '${'f'.repeat(40)}'` },
    ],
    [
      { ...on('new', update), start_sha: head.sha, start_branch: 'feature' },
      400,
      { error: 'start_branch, start_sha are mutually exclusive' },
    ],
    [on('main', update), 403, { message: '403 Forbidden - You are not allowed to push into this branch' }],
  ] as const) {
    const answer = await commit(body);
    assert.deepEqual([answer.status, answer.json], [status, message]);
  }
  assert.equal(project.repository?.branch('feature'), before);
  assert.equal(project.repository?.branch('new'), undefined);
  gitlab.setRole(project, developer, 'reporter');
  assert.equal((await commit(on('feature', update))).status, 403);
  gitlab.setRole(project, developer, 'developer');
  const narrow = gitlab.addToken(developer, { scopes: ['read_api', 'write_repository'] });
  assert.equal(at((await commit(on('feature', update), narrow)).json, 'error'), 'insufficient_scope');
  made.commit('feature', { 'src/other.ts': 'unrelated\n' });
  assert.equal((await commit(on('feature', { ...update, last_commit_id: before }))).status, 201);
  const late = await commit(on('feature', { ...update, content: 'y\n', last_commit_id: before }));
  assert.deepEqual(late.json, { message: 'The file has changed since you started editing it: src/new.ts' });
});

test('branches are made, told and found', async (t) => {
  const { gitlab, project, token, developer, head } = await makeScene(t);
  const branches = `/projects/${project.id}/repository/branches`;
  const made = await send(gitlab, 'POST', branches, { branch: 'fix/one', ref: 'feature' }, token);
  assert.deepEqual(
    [made.status, at(made.json, 'name'), at(made.json, 'commit.id')],
    [201, 'fix/one', head.sha],
  );
  const one = await rest(gitlab, `${branches}/fix%2Fone`, token);
  assert.deepEqual(one.json, made.json);
  assert.deepEqual([at(one.json, 'can_push'), at(one.json, 'protected')], [true, false]);
  const main = await rest(gitlab, `${branches}/main`, token);
  assert.deepEqual([at(main.json, 'can_push'), at(main.json, 'protected')], [false, true]);
  const found = await rest(gitlab, `${branches}?search=^fix`, token);
  assert.deepEqual(
    (found.json as readonly unknown[]).map((each) => at(each, 'name')),
    ['fix/one'],
  );
  for (const [body, status, message] of [
    [{ branch: 'x' }, 400, { error: 'ref is missing' }],
    [{ branch: 'feature', ref: 'main' }, 400, { message: 'Branch already exists' }],
    [{ branch: 'x', ref: 'none' }, 400, { message: 'Invalid reference name: none' }],
    [{ branch: 'a..b', ref: 'main' }, 400, { message: 'Branch name is invalid' }],
  ] as const) {
    const answer = await send(gitlab, 'POST', branches, body, token);
    assert.deepEqual([answer.status, answer.json], [status, message]);
  }
  const none = await rest(gitlab, `${branches}/none`, token);
  assert.deepEqual([none.status, none.json], [404, { message: '404 Branch Not Found' }]);
  gitlab.setRole(project, developer, 'reporter');
  assert.equal((await send(gitlab, 'POST', branches, { branch: 'x', ref: 'main' }, token)).status, 403);
});

test('a file is told with the commit that last changed it, to HEAD in headers alone', async (t) => {
  const { gitlab, project, token, head, repository } = await makeScene(t);
  const tip = repository.commit('feature', { 'other.ts': '' });
  const path = `/projects/${project.id}/repository/files/src%2Fnew.ts`;
  const { json, status } = await rest(gitlab, `${path}?ref=feature`, token);
  assert.equal(status, 200);
  assert.deepEqual([at(json, 'last_commit_id'), at(json, 'commit_id')], [head.sha, tip]);
  assert.equal(Buffer.from(String(at(json, 'content')), 'base64').toString(), 'fresh();\n');
  const url = `${gitlab.url}/api/v4${path}?ref=feature`;
  const looked = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual([looked.status, looked.headers.get('x-gitlab-last-commit-id')], [200, head.sha]);
  assert.equal(await looked.text(), '');
  for (const [asked, expected] of [
    [path, 'ref is missing'],
    [`${path}?ref=main`, '404 File Not Found'],
    [`${path}?ref=none`, '404 Commit Not Found'],
  ] as const) {
    const refused = await rest(gitlab, asked, token);
    assert.equal(at(refused.json, 'message') ?? at(refused.json, 'error'), expected);
  }
});
