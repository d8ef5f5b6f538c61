import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';

const cheap = { query: 'query Cheap { metadata { version } }' };

test('too much text is refused whole', async (t) => {
  const { gitlab, token } = await makeScene(t);
  const long = { query: `${cheap.query} # ${'x'.repeat(5_000)}` };
  assert.equal((await graphql(gitlab, [long], token)).status, 200);
  const { status, json } = await graphql(gitlab, [long, long], token);
  assert.equal(status, 422);
  assert.deepEqual(json, { errors: [{ message: 'Query too large' }] });
});

test('complexity is summed over the multiplex and refuses every part of it', async (t) => {
  const { gitlab, token } = await makeScene(t);
  const fields = Array.from({ length: 120 }, (_, index) => `v${index}: version`).join(' ');
  const dear = { query: `{ metadata { ${fields} } }` };
  assert.equal(at((await graphql(gitlab, [dear, dear], token)).json, '1.errors'), undefined);
  assert.equal(gitlab.requests.at(-1)?.complexity, 242);
  const message = 'Query has complexity of 363, which exceeds max complexity of 250';
  const { status, json } = await graphql(gitlab, [dear, dear, dear], token);
  assert.equal(status, 200);
  assert.deepEqual(
    json,
    Array.from({ length: 3 }, () => ({ errors: [{ message }] })),
  );
  const anonymous = await graphql(gitlab, [dear, dear]);
  assert.match(anonymous.text, /exceeds max complexity of 200/);
});

test('a list of a hundred costs twice what one entry does, a sort one more', async (t) => {
  const { gitlab, token } = await makeScene(t);
  const cost = async (args: string, below: string) => {
    await graphql(gitlab, { query: `{ project(fullPath: "a") { ${args} { ${below} } } }` }, token);
    return gitlab.requests.at(-1)?.complexity;
  };
  assert.equal(await cost('pipelines(first: 100)', 'nodes { id iid }'), 1 + 8);
  assert.equal(await cost('pipelines(first: 10)', 'nodes { id iid }'), 1 + 4);
  assert.equal(await cost('mergeRequests', 'nodes { id iid }'), 1 + 10);
  assert.equal(await cost('mergeRequests(iids: ["1"])', 'nodes { id iid }'), 1 + 5);
});

test('parts of a multiplex fail on their own', async (t) => {
  const { gitlab, token } = await makeScene(t);
  const { json } = await graphql(gitlab, [cheap, { query: '{ nope }' }, { query: '{ ' }], token);
  assert.equal(at(json, '0.data.metadata.version'), '18.8.2-ee');
  assert.equal(at(json, '1.errors.0.message'), "Field 'nope' doesn't exist on type 'Query'");
  assert.match(String(at(json, '2.errors.0.message')), /Syntax Error/);
  assert.deepEqual(gitlab.requests.at(-1)?.operationNames, ['Cheap']);
});

test('queries nested too deep are refused', async (t) => {
  const { gitlab, token } = await makeScene(t);
  const deep = (levels: number): string => (levels === 0 ? '{ iid }' : `{ upstream ${deep(levels - 1)} }`);
  const query = (levels: number) =>
    `{ project(fullPath: "acme/shop/api") { pipeline(iid: "1") ${deep(levels)} } }`;
  assert.equal(at((await graphql(gitlab, { query: query(17) }, token)).json, 'errors'), undefined);
  const { json } = await graphql(gitlab, { query: query(18) }, token);
  assert.equal(at(json, 'errors.0.message'), 'Query has depth of 21, which exceeds max depth of 20');
});

test('tokens: unknown, revoked, expired, short of scope', async (t) => {
  const { gitlab, developer } = await makeScene(t);
  const invalid = { errors: [{ message: 'Invalid token' }] };
  const revoked = gitlab.addToken(developer);
  gitlab.revokeToken(revoked);
  const expired = gitlab.addToken(developer, { expiresAt: new Date(Date.now() - 1) });
  for (const token of ['unknown', revoked, expired]) {
    const { status, json } = await graphql(gitlab, cheap, token);
    assert.equal(status, 401);
    assert.deepEqual(json, invalid);
  }
  const narrow = await graphql(gitlab, cheap, gitlab.addToken(developer, { scopes: ['read_user'] }));
  assert.equal(narrow.status, 403);
  assert.equal(at(narrow.json, 'error'), 'insufficient_scope');
  const reading = await graphql(gitlab, cheap, gitlab.addToken(developer, { scopes: ['read_api'] }));
  assert.equal(reading.status, 200);
});

test('a project that the user may not see is not there', async (t) => {
  const { gitlab, token, project } = await makeScene(t);
  const query = { query: `{ project(fullPath: "${project.path}") { name } }` };
  assert.equal(at((await graphql(gitlab, query, token)).json, 'data.project.name'), 'api');
  const stranger = gitlab.addToken(gitlab.addUser('stranger'));
  assert.deepEqual((await graphql(gitlab, query, stranger)).json, { data: { project: null } });
  assert.deepEqual((await graphql(gitlab, query)).json, { data: { project: null } });
});
