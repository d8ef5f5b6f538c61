import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import type { GitLabFailure } from '../../../src/core/model/failure.ts';
import { GraphqlClient, type Operation } from '../../../src/gitlab/graphqlClient.ts';
import { requesterOf, serve } from './support/transport.ts';

const never = new AbortController().signal;
const four = ['A', 'B', 'C', 'D'].map((name): Operation<Data> => ({ document: name, variables: {} }));
interface Data {
  readonly name: string;
}

/** Asks four questions of a server that answers JSON, or a text as it stands. */
async function askAll(t: TestContext, answer: (body: unknown) => unknown) {
  const bodies: unknown[] = [];
  const url = await serve(t, (request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const body: unknown = JSON.parse(text);
      bodies.push(body);
      send(response, answer(body));
    });
  });
  const client = new GraphqlClient(requesterOf(url).requester);
  const [a, b, c, d] = four as [Operation<Data>, Operation<Data>, Operation<Data>, Operation<Data>];
  return { bodies, client, results: () => client.queryAll([a, b, c, d], never) };
}

function send(response: ServerResponse, answer: unknown): void {
  response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
}

const nameOf = (query: unknown) => ({ data: { name: (query as { query: string }).query } });
const failed = (failure: Partial<GitLabFailure>) => (error: GitLabFailure) =>
  Object.entries(failure).every(([key, value]) => error[key as keyof GitLabFailure] === value);

test('four questions travel in one request, and each gets its own answer', async (t) => {
  const { bodies, results } = await askAll(t, (body) => (body as unknown[]).map(nameOf));
  assert.deepEqual(
    (await results()).map(({ data }) => data?.name),
    ['A', 'B', 'C', 'D'],
  );
  assert.equal(bodies.length, 1);
});

const unusable: readonly (readonly [string, unknown])[] = [
  [
    'counts complexity higher',
    [
      { errors: [{ message: 'Query has complexity of 300, which exceeds max complexity of 250' }] },
      {},
      {},
      {},
    ],
  ],
  ['answers a list of another length', [{ data: { name: 'A' } }]],
  ['answers one error for all', { errors: [{ message: 'Query too large' }] }],
  ['answers null', null],
  ['answers an object', { data: { name: 'A' } }],
  ['answers a number', 7],
];

for (const [name, answer] of unusable) {
  test(`an instance that ${name} is asked one by one`, async (t) => {
    const { bodies, results } = await askAll(t, (body) => (Array.isArray(body) ? answer : nameOf(body)));
    assert.deepEqual(
      (await results()).map(({ data }) => data?.name),
      ['A', 'B', 'C', 'D'],
    );
    assert.equal(bodies.length, 5);
  });
}

test('one question that fails alone takes no other with it', async (t) => {
  const { results } = await askAll(t, (body) => {
    if (Array.isArray(body)) return null;
    return (body as { query: string }).query === 'B' ? { errors: [{ message: 'Timeout' }] } : nameOf(body);
  });
  const [a, b, c, d] = await results();
  assert.equal(b.failure?.code, 'unexpectedAnswer');
  assert.equal(b.failure.detail, 'Timeout');
  assert.deepEqual([a.data, c.data, d.data], [{ name: 'A' }, { name: 'C' }, { name: 'D' }]);
});

test('fields, types and arguments that a version lacks are told apart from other errors', async (t) => {
  const unknown = [
    { message: "Field 'x' doesn't exist on type 'Y'", extensions: { code: 'undefinedField' } },
    { message: "Field 'forkedFrom' doesn't exist on type 'Project'" },
    { message: 'No such type Foo, so it cannot be a fragment condition' },
    { message: "Field 'jobs' doesn't accept argument 'securityReportTypes'" },
    { message: "SecurityReportTypeEnum isn't a defined input type (on $types)" },
  ];
  const { results } = await askAll(t, () => [
    { errors: unknown },
    { errors: [...unknown, { message: 'Internal server error' }] },
    { errors: [] },
    { data: null, errors: [unknown[0]] },
  ]);
  assert.deepEqual(
    (await results()).map(({ failure }) => failure?.code),
    ['unknownField', 'unexpectedAnswer', 'unexpectedAnswer', 'unknownField'],
  );
});

test('data with an error beside it counts', async (t) => {
  const { results } = await askAll(t, (body) =>
    (body as unknown[]).map((query) => ({ ...nameOf(query), errors: [{ message: 'one field failed' }] })),
  );
  assert.deepEqual(
    (await results()).map(({ data }) => data?.name),
    ['A', 'B', 'C', 'D'],
  );
});

test('what is not JSON is an unexpected answer that says what it is', async (t) => {
  for (const [text, detail] of [
    ['<!DOCTYPE html><title>Sign in</title>', 'data that is not JSON'],
    ['{"data":{"proj', 'data that is not JSON'],
    ['PK\u0003\u0004 something', 'data that is not JSON'],
    ['', 'data that is not JSON'],
  ]) {
    const { bodies, results } = await askAll(t, () => text);
    await assert.rejects(results(), failed({ code: 'unexpectedAnswer', detail: detail ?? '' }));
    assert.equal(bodies.length, 1);
  }
});

test('long and hostile error texts become one short line', async (t) => {
  const { results } = await askAll(t, (body) =>
    (body as unknown[]).map(() => ({ errors: [{ message: 'x'.repeat(5000) }, { message: null }, 'odd'] })),
  );
  for (const { failure } of await results()) assert.ok((failure?.detail?.length ?? 999) <= 200);
});
