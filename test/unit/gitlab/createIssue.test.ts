import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasMark } from '../../../src/core/settling/findingMark.ts';
import { explainIssueOutcomes } from '../../../src/core/view/explainIssueOutcome.ts';
import { makeIssueStage } from './support/issueStage.ts';

for (const tier of ['ultimate', 'free'] as const) {
  test(`an issue is as it was written, and confidential (${tier})`, async (t) => {
    const { gitlab, project, request, create, target, underway } = await makeIssueStage(t, { tier });
    const milestone = gitlab.addMilestone(project, 'v1');
    const bo = gitlab.addUser('bo');
    gitlab.setRole(project, bo, 'developer');
    const wanted = request();
    const content = { ...wanted.content, assigneeId: bo.id, milestoneId: milestone.id };
    const outcomes = await create({ ...wanted, content });
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['created'],
    );
    const [issue, ...others] = gitlab.issues(project);
    assert.deepEqual(others, []);
    assert.equal(issue?.title, 'Investigate vulnerability: Rule first (edited)');
    assert.ok(issue.description.startsWith(content.description.trim()));
    assert.ok(hasMark(issue.description, 'issue', target().finding.key));
    assert.equal(issue.confidential, true);
    assert.deepEqual(issue.labels, ['security']);
    assert.deepEqual([issue.assignees, issue.milestone], [[bo], milestone]);
    assert.deepEqual([issue.quickActions, issue.mentioned], [[], []]);
    assert.equal(explainIssueOutcomes(outcomes).sentence, 'Created issue #1 for “Rule first”.');
    assert.equal(underway.size, 0);
    const [made] = outcomes;
    const url = `${gitlab.url}/acme/shop/api/-/issues/1`;
    assert.deepEqual(made?.kind === 'created' && made.issue, { iid: '1', url }, 'no more of it is kept');
    const linked = tier === 'ultimate' ? `${gitlab.url}/acme/shop/api/-/issues/1` : undefined;
    assert.equal(target().finding.issue?.url, linked);
  });

  test(`one that is there already is found, whoever made it (${tier})`, async (t) => {
    const { gitlab, project, request, create } = await makeIssueStage(t, { tier });
    await create(request());
    const [again] = await create(request());
    assert.equal(again?.kind, 'existing');
    assert.equal(gitlab.issues(project).length, 1);
    const [sentBefore] = await create(request({ begun: true }));
    assert.equal(sentBefore?.kind, 'created');
    assert.equal(gitlab.issues(project).length, 1);
  });

  test(`one issue for many findings (${tier})`, async (t) => {
    const { gitlab, project, request, create, target } = await makeIssueStage(t, { tier });
    const titles = ['Rule first', 'Rule second', 'Rule third'];
    const outcomes = await create(request({}, titles));
    assert.equal(explainIssueOutcomes(outcomes).sentence, 'Created issue #1 for 3 findings.');
    const [issue, ...others] = gitlab.issues(project);
    assert.deepEqual(others, []);
    assert.match(issue?.title ?? '', /^Investigate vulnerabilities: 3 findings in !1/);
    for (const title of titles) {
      assert.ok(issue?.description.includes(`## ${title}\n`), title);
      assert.ok(hasMark(issue?.description ?? '', 'issue', target(title).finding.key));
    }
    const [one] = await create(request({}, ['Rule second']));
    assert.equal(one?.kind, 'existing', 'each of them has its issue now');
  });

  test(`one issue for each of many, in order (${tier})`, async (t) => {
    const { gitlab, project, request, create } = await makeIssueStage(t, { tier });
    const requests = ['Rule first', 'Rule second', 'Rule third'].map((title) => request({}, [title]));
    const outcomes = await create(...requests);
    assert.equal(explainIssueOutcomes(outcomes).sentence, 'Created 3 issues: #1, #2 and #3.');
    assert.deepEqual(
      gitlab.issues(project).map(({ title }) => title),
      requests.map(({ content }) => content.title),
    );
  });
}

test('several findings that GitLab has as vulnerabilities are linked with their issue', async (t) => {
  const { gitlab, request, create, target, store, play } = await makeIssueStage(t);
  gitlab.setState(target().finding.uuid ?? '', 'detected');
  store.settle(await play());
  const [outcome] = await create(request({}, ['Rule first', 'Rule second']));
  const linked = outcome?.kind === 'created' ? outcome.linked.map(({ finding }) => finding.title) : [];
  assert.deepEqual(linked, ['Rule first']);
});

test('an issue that somebody made in GitLab is not written over', async (t) => {
  const { gitlab, project, request, create, target } = await makeIssueStage(t);
  gitlab.addIssue(target().finding.uuid ?? '', 'Of somebody else');
  for (const begun of [false, true]) {
    const [outcome] = await create(request({ begun }));
    assert.equal(outcome?.kind, 'existing');
    assert.ok(!explainIssueOutcomes([outcome]).sentence.includes('Created'));
  }
  assert.deepEqual(
    gitlab.issues(project).map(({ title }) => title),
    ['Of somebody else'],
  );
  assert.equal(target().finding.issue?.iid, '1', 'and is shown');
});

test('of several, the next steps are for the one that is told of, and the draft stays', async (t) => {
  const { gitlab, request, create, target } = await makeIssueStage(t);
  gitlab.addIssue(target('Rule second').finding.uuid ?? '', 'Of somebody else');
  const outcomes = await create(request({}, ['Rule first']), request({}, ['Rule second']));
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['created', 'existing'],
  );
  const { about, steps } = explainIssueOutcomes(outcomes);
  assert.equal(about, outcomes[1]);
  assert.deepEqual(steps, ['openIssue'], 'the draft is of others, too');
});

test('whatever throws leaves no finding under way, and the others are created', async (t) => {
  const { gitlab, project, request, create, underway } = await makeIssueStage(t);
  const outcomes = await create({ ...request(), targets: [] }, request({}, ['Rule second']));
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['refused', 'created'],
  );
  assert.equal(underway.size, 0);
  assert.equal(gitlab.issues(project).length, 1);
});

test('what somebody dismissed meanwhile gets no issue', async (t) => {
  const { gitlab, project, developer, request, create, target } = await makeIssueStage(t);
  const wanted = request();
  gitlab.dismiss(target().finding.uuid ?? '', { reason: 'used_in_tests', by: developer });
  const outcomes = await create(wanted);
  assert.equal(
    explainIssueOutcomes(outcomes).sentence,
    'No issue was created: “Rule first” was dismissed by dana as “Used in tests” in GitLab meanwhile, and is shown so now.',
  );
  assert.deepEqual(gitlab.issues(project), []);
  assert.equal(target().finding.state, 'dismissed');
});

test('a finding whose pipeline has expired gets an issue that GitLab does not link', async (t) => {
  const { gitlab, project, head, request, create } = await makeIssueStage(t);
  const wanted = request();
  gitlab.expireFindings(head);
  const [outcome] = await create(wanted);
  assert.equal(outcome?.kind, 'created');
  assert.deepEqual(outcome.linked, []);
  assert.deepEqual(
    gitlab.issues(project).map(({ confidential, labels }) => [confidential, labels]),
    [[true, ['security']]],
  );
});

test('before 18 a developer’s issue is one that GitLab does not link', async (t) => {
  const { gitlab, project, request, create } = await makeIssueStage(t, { version: '16.3.9' });
  const [outcome] = await create(request());
  assert.equal(outcome?.kind, 'created');
  assert.equal(gitlab.issues(project).length, 1);
});

test('where the text did not arrive, only the text is sent again', async (t) => {
  const { gitlab, project, request, create, target } = await makeIssueStage(t);
  gitlab.fail('PUT /api/v4/projects/*/issues/*', { kind: 'status', status: 422, body: { message: 'No' } });
  const wanted = request();
  const [outcome] = await create(wanted);
  assert.equal(outcome?.kind, 'incomplete');
  assert.equal(
    explainIssueOutcomes([outcome]).sentence,
    `Issue #1 was created with GitLab’s text, but yours is still in the draft: ${gitlab.url.slice(7)} refused it (No).`,
  );
  assert.equal(target().finding.issue?.iid, '1', 'linked from then on');
  const [again] = await create({ ...wanted, begun: true, existing: outcome.issue });
  assert.equal(again?.kind, 'created');
  assert.deepEqual(
    gitlab.issues(project).map(({ title }) => title),
    [wanted.content.title],
  );
  assert.equal(gitlab.writes()['CreateIssueOfFinding'], 1);
});

for (const tier of ['ultimate', 'free'] as const)
  test(`where the issue has been deleted meanwhile, another one is made (${tier})`, async (t) => {
    const { gitlab, project, request, create } = await makeIssueStage(t, { tier });
    const gone = { iid: '77', url: `${gitlab.url}/acme/shop/api/-/issues/77` };
    const wanted = request({ begun: true, existing: gone });
    gitlab.fail('GET /api/v4/projects/*/issues/*', { kind: 'status', status: 503 }, 9);
    const [unsure] = await create(wanted);
    assert.equal(unsure?.kind, 'refused', 'only what is certainly gone is made again');
    assert.deepEqual(gitlab.issues(project), []);
    gitlab.recover();
    const [outcome] = await create(wanted);
    assert.equal(outcome?.kind, 'created');
    assert.deepEqual(
      gitlab.issues(project).map(({ title }) => title),
      [wanted.content.title],
    );
  });
