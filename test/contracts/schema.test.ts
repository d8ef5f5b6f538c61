import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema } from 'graphql';
import { skipWithoutContracts } from '../gitlab/contract/contractsFolder.ts';
import { buildGitLabSchema } from '../gitlab/graphql/buildGitLabSchema.ts';
import { officialSchema } from './officialSchema.ts';
import { schemaDifferences } from './schemaDifferences.ts';

const skip = skipWithoutContracts;

for (const [version, official] of [
  ['18.8.2', '18.8'],
  ['16.3.9', '16.3'],
] as const) {
  test(`the test GitLab's schema is part of GitLab's ${official}`, { skip }, () => {
    const real = officialSchema(official);
    for (const tier of ['ultimate', 'ce'] as const) {
      assert.deepEqual(schemaDifferences(buildGitLabSchema(version, tier), real), [], tier);
    }
  });
}

test('differences are seen: types, fields, arguments, defaults, members', () => {
  const real = buildSchema(
    'type Query { a(x: Int = 1): E b: U } enum E { ONE } union U = Query type Other { c: Int }',
  );
  const differences = (text: string) => schemaDifferences(buildSchema(text), real);
  assert.deepEqual(differences('type Query { a(x: Int = 1): E b: U } enum E { ONE } union U = Query'), []);
  assert.deepEqual(differences('type Query { a: Int }'), ['Query.a is E, not Int']);
  assert.deepEqual(differences('type Query { a(x: Int = 2): E } enum E { ONE }'), [
    'Query.a(x) is Int = 1, not Int = 2',
  ]);
  assert.deepEqual(differences('type Query { a(y: Int): E } enum E { TWO }'), [
    'Query.a(y) is not there, not Int',
    'E has no TWO',
  ]);
  assert.deepEqual(differences('type Query { b: U } type More { d: Int } union U = More'), [
    'no type More',
    'U has no More',
  ]);
});
