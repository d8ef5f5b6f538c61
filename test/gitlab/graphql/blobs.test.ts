import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, listAt } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

const query = `query Blobs($ref: String, $paths: [String!]!, $first: Int) {
  project(fullPath: "acme/shop/api") {
    repository { blobs(paths: $paths, ref: $ref, first: $first) { nodes { oid path } } }
  }
}`;

test('blobs of files at any revision, by default of the default branch', async (t) => {
  const { gitlab, token, head } = await makeScene(t);
  const files = ['src/old.ts', 'src/new.ts', 'src/*.ts', ':(glob)x'];
  const pathsAt = async (ref?: string, paths = files) => {
    const { json } = await graphql(gitlab, { query, variables: { ref, paths } }, token);
    return listAt(json, 'data.project.repository.blobs.nodes').map((node) => at(node, 'path'));
  };
  assert.deepEqual(await pathsAt(), ['src/old.ts']);
  assert.deepEqual(await pathsAt(head.sha), ['src/new.ts', 'src/old.ts']);
  assert.deepEqual(await pathsAt('none'), []);
  assert.deepEqual(await pathsAt(head.sha, ['src']), []);
});

test('every path costs one, and the page doubles it', async (t) => {
  const { gitlab, token } = await makeScene(t);
  const cost = async (paths: number, first?: number) => {
    const variables = { paths: Array.from({ length: paths }, (_, index) => `${index}`), first };
    await graphql(gitlab, { query, variables }, token);
    return gitlab.requests.at(-1)?.complexity;
  };
  assert.equal(await cost(1, 100), 2 + 2 * (3 + 2 + 1));
  assert.equal(await cost(100), 2 + 2 * (3 + 2 + 100));
  assert.equal(await cost(50, 50), 2 + Math.floor(1.5 * (3 + 2 + 50)));
});

test('who may not see the code has no repository', async (t) => {
  const { gitlab, project } = await makeScene(t);
  const guest = gitlab.addUser('gwen');
  gitlab.setRole(project, guest, 'guest');
  const variables = { paths: ['src/old.ts'] };
  const { json } = await graphql(gitlab, { query, variables }, gitlab.addToken(guest));
  assert.deepEqual(json, { data: { project: { repository: null } } });
});
