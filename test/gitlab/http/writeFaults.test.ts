import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { at } from '../support/at.ts';
import { graphql } from '../support/ask.ts';
import { makeScene } from '../support/scene.ts';
import type { Fault } from './fault.ts';

const query = `mutation Dismiss($uuid: String!) {
  securityFindingDismiss(input: { uuid: $uuid, comment: "no" }) { errors uuid securityFinding { state } } }`;

async function setUp(t: TestContext) {
  const { gitlab, project, developer, token, head } = await makeScene(t);
  gitlab.setRole(project, developer, 'maintainer');
  const uuid = head.findings[1]?.uuid ?? '';
  const dismiss = () => graphql(gitlab, { query, variables: { uuid } }, token);
  const isDismissed = () => gitlab.vulnerability(uuid)?.state === 'dismissed';
  return { gitlab, uuid, token, dismiss, isDismissed };
}

test('a connection is cut, or hangs, before GitLab acted or after', async (t) => {
  for (const [fault, acted] of [
    [{ kind: 'cut' }, false],
    [{ kind: 'cut', when: 'before' }, false],
    [{ kind: 'cut', when: 'after' }, true],
    [{ kind: 'cut', when: 'middle' }, true],
    [{ kind: 'hang' }, false],
    [{ kind: 'hang', when: 'after' }, true],
  ] as const satisfies readonly (readonly [Fault, boolean])[]) {
    const { gitlab, uuid, token, isDismissed } = await setUp(t);
    gitlab.fail('Dismiss', fault);
    const sent = fetch(`${gitlab.url}/api/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { uuid } }),
      signal: AbortSignal.timeout(300),
    });
    await assert.rejects(
      sent.then((response) => response.text()),
      JSON.stringify(fault),
    );
    assert.equal(isDismissed(), acted, JSON.stringify(fault));
    assert.deepEqual(gitlab.writes(), { Dismiss: 1 });
    assert.deepEqual([gitlab.requests[0]?.reached, gitlab.requests[0]?.sent], [acted, [{ uuid }]]);
  }
});

test('an answer is another one, which GitLab acted before or did not', async (t) => {
  for (const [fault, acted] of [
    [{ kind: 'status', status: 500 }, false],
    [{ kind: 'status', status: 502, acted: true }, true],
    [{ kind: 'html' }, false],
    [{ kind: 'truncated' }, true],
    [{ kind: 'contentType', type: 'text/plain' }, true],
    [{ kind: 'nulls', field: 'securityFinding' }, true],
    [{ kind: 'errors', messages: ['Timeout'] }, false],
    [{ kind: 'errors', messages: ['Timeout'], acted: true }, true],
    [{ kind: 'mutationErrors', errors: ['No'] }, false],
  ] as const satisfies readonly (readonly [Fault, boolean])[]) {
    const { gitlab, dismiss, isDismissed } = await setUp(t);
    gitlab.fail('Dismiss', fault);
    const { status, json } = await dismiss();
    assert.equal(isDismissed(), acted, JSON.stringify(fault));
    assert.equal(status, fault.kind === 'status' ? fault.status : 200);
    if (fault.kind === 'errors') {
      const data = fault.acted ? { data: { securityFindingDismiss: null } } : {};
      assert.deepEqual(json, { ...data, errors: [{ message: 'Timeout' }] });
    }
    if (fault.kind === 'mutationErrors') {
      const payload = { errors: ['No'], uuid: null, securityFinding: null };
      assert.deepEqual(at(json, 'data.securityFindingDismiss'), payload);
    }
    await dismiss();
    assert.ok(isDismissed(), 'the fault is used up');
  }
});

test('what was written and how often is told as JSON', async (t) => {
  const { gitlab, uuid, dismiss } = await setUp(t);
  await dismiss();
  await dismiss();
  const told: unknown = JSON.parse(JSON.stringify(gitlab.inspect()));
  assert.deepEqual(at(told, 'writes'), { Dismiss: 2 });
  const decisions = at(told, 'decisions') as readonly { readonly uuid: string }[];
  const decision = decisions.find((one) => one.uuid === uuid);
  assert.deepEqual(decision, {
    uuid,
    title: 'Rule new',
    state: 'dismissed',
    comment: 'no',
    by: 'dana',
    issues: [],
  });
  assert.deepEqual(
    (at(told, 'branches') as readonly { readonly name: string }[]).map(({ name }) => name),
    ['feature', 'main'],
  );
  gitlab.resetRequests();
  assert.deepEqual(gitlab.writes(), {});
});
