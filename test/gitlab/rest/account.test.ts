import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../support/at.ts';
import { rest } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

test('tells user, token and version', async (t) => {
  const { gitlab, token } = await makeScene(t, { version: '19.4.0', tier: 'free' });
  assert.equal(at((await rest(gitlab, '/user', token)).json, 'username'), 'dana');
  assert.deepEqual(at((await rest(gitlab, '/personal_access_tokens/self', token)).json, 'scopes'), ['api']);
  for (const path of ['/metadata', '/version']) {
    const { json } = await rest(gitlab, path, token);
    assert.deepEqual([at(json, 'version'), at(json, 'enterprise')], ['19.4.0-ee', true]);
  }
});

test('says why a token is not good, in GitLab’s words', async (t) => {
  const { gitlab, developer, project } = await makeScene(t);
  const revoked = gitlab.addToken(developer);
  gitlab.revokeToken(revoked);
  const expired = gitlab.addToken(developer);
  gitlab.expireToken(expired);
  const narrow = gitlab.addToken(developer, { scopes: ['read_user'] });
  const unknown = await rest(gitlab, '/user', 'nobody');
  assert.deepEqual([unknown.status, unknown.json], [401, { message: '401 Unauthorized' }]);
  const none = await rest(gitlab, '/user');
  assert.deepEqual([none.status, none.json], [401, { message: '401 Unauthorized' }]);
  const ended = await rest(gitlab, '/user', revoked);
  assert.equal(ended.status, 401);
  assert.equal(
    at(ended.json, 'error_description'),
    'Token was revoked. You have to re-authorize from the user.',
  );
  const late = await rest(gitlab, '/user', expired);
  assert.equal(late.status, 401);
  assert.match(String(at(late.json, 'error_description')), /^Token is expired\./);
  assert.equal((await rest(gitlab, '/user', narrow)).status, 200);
  const refused = await rest(gitlab, `/projects/${project.id}`, narrow);
  assert.deepEqual([refused.status, at(refused.json, 'error')], [403, 'insufficient_scope']);
});

test('projects go by number and by path; what may not be seen is not found', async (t) => {
  const { gitlab, token, project } = await makeScene(t, { subPath: '/gitlab' });
  const byPath = await rest(gitlab, `/projects/${encodeURIComponent(project.path)}`, token);
  assert.equal(at(byPath.json, 'id'), project.id);
  assert.equal(at(byPath.json, 'web_url'), `${gitlab.url}/acme/shop/api`);
  assert.equal((await rest(gitlab, `/projects/${project.id}`, token)).text, byPath.text);
  const stranger = gitlab.addToken(gitlab.addUser('stranger'));
  for (const path of ['/projects/999', `/projects/${project.id}`]) {
    const { status, json } = await rest(gitlab, path, stranger);
    assert.deepEqual([status, json], [404, { message: '404 Project Not Found' }]);
  }
});

test('a group’s members are members below it; a guest may not read pipelines', async (t) => {
  const { gitlab, project } = await makeScene(t);
  const [reporter, guest] = [gitlab.addUser('rae'), gitlab.addUser('gus')];
  const members = [
    [reporter, 'reporter'],
    [guest, 'guest'],
  ] as const;
  gitlab.addGroup('acme', { members });
  const path = `/projects/${project.id}/pipelines`;
  assert.equal((await rest(gitlab, path, gitlab.addToken(reporter))).status, 200);
  assert.equal((await rest(gitlab, path, gitlab.addToken(guest))).status, 403);
  assert.equal((await rest(gitlab, `/projects/${project.id}`, gitlab.addToken(guest))).status, 200);
});
