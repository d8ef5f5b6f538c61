import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rest } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

test('a raw file is never called a web page, whatever it is', async (t) => {
  const { gitlab, token, project, repository } = await makeScene(t);
  const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]);
  repository.commit('main', { 'page.html': '<html></html>', 'ü"%.txt': '', 'a.png': bytes });
  for (const [name, type, disposition] of [
    ['page.html', 'text/plain; charset=utf-8', `inline; filename="page.html"; filename*=UTF-8''page.html`],
    ['ü"%.txt', 'text/plain; charset=utf-8', `inline; filename="___.txt"; filename*=UTF-8''%C3%BC%22%25.txt`],
    ['a.png', 'application/octet-stream', `attachment; filename="a.png"; filename*=UTF-8''a.png`],
  ] as const) {
    const path = `/projects/${project.id}/repository/files/${encodeURIComponent(name)}/raw`;
    const { status, headers } = await rest(gitlab, path, token);
    assert.equal(status, 200, name);
    assert.equal(headers.get('content-type'), type);
    assert.equal(headers.get('content-disposition'), disposition);
    assert.equal(headers.get('x-gitlab-file-path'), encodeURIComponent(name));
  }
});

test('a raw file that is not there, and who may not have it', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const guest = gitlab.addUser('gwen');
  gitlab.setRole(project, guest, 'guest');
  const stranger = gitlab.addToken(gitlab.addUser('sam'));
  const path = `/projects/${project.id}/repository/files/src%2Fold.ts/raw`;
  const elsewhere = (file: string) => path.replace('src%2Fold.ts', file);
  for (const [asked, by, status, message] of [
    [path, token, 200, undefined],
    [`${path}?ref=HEAD`, token, 200, undefined],
    [elsewhere('none.ts'), token, 404, '404 File Not Found'],
    [`${path}?ref=none`, token, 404, '404 Commit Not Found'],
    [path, stranger, 404, '404 Project Not Found'],
    [path, gitlab.addToken(guest), 403, '403 Forbidden'],
    [path, undefined, 404, '404 Project Not Found'],
  ] as const) {
    const answer = await rest(gitlab, asked, by);
    assert.equal(answer.status, status, asked);
    if (message !== undefined) assert.deepEqual(answer.json, { message });
  }
  const outside = await rest(gitlab, elsewhere('src%2F..%2Fx'), token);
  assert.deepEqual([outside.status, outside.json], [400, { error: 'file_path should be a valid file path' }]);
  for (const [scope, status] of [
    ['read_repository', 200],
    ['read_api', 200],
    ['read_user', 403],
  ] as const) {
    const narrow = gitlab.addToken(guest, { scopes: [scope] });
    gitlab.setRole(project, guest, 'reporter');
    assert.equal((await rest(gitlab, path, narrow)).status, status, scope);
  }
});
