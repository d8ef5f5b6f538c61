import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainIssueOutcomes } from '../../../src/core/view/explainIssueOutcome.ts';
import { reachesGitLab } from '../../gitlab/http/fault.ts';
import { makeIssueStage, type IssueStage } from './support/issueStage.ts';
import { graphqlFaults, wireFaults, type WriteFault } from './support/writeFaults.ts';

const ofGraphql: readonly NamedFault[] = [
  ...graphqlFaults,
  { name: 'nothing in the payload', fault: { kind: 'nulls', field: 'issue' } },
];

type NamedFault = Pick<WriteFault, 'name' | 'fault'>;

interface Write {
  readonly name: string;
  readonly tier: 'ultimate' | 'free';
  readonly target: string;
  readonly faults: readonly NamedFault[];
  readonly titles?: readonly string[];
}

const post = 'POST /api/v4/projects/*/issues';
const put = 'PUT /api/v4/projects/*/issues/*';
const both = ['Rule first', 'Rule second'];

const writes: readonly Write[] = [
  { name: 'POST below Ultimate', tier: 'free', target: post, faults: wireFaults },
  { name: 'POST for two', tier: 'ultimate', target: post, faults: wireFaults, titles: both },
  {
    name: 'mutation',
    tier: 'ultimate',
    target: 'CreateIssueOfFinding',
    faults: [...wireFaults, ...ofGraphql],
  },
  { name: 'PUT after the mutation', tier: 'ultimate', target: put, faults: wireFaults },
];

/** What must be so whatever went wrong: one sentence, one next step, and nothing shown that GitLab does not hold. */
async function attempt(stage: IssueStage, write: Write, more = {}) {
  const { gitlab, project, request, create, target } = stage;
  const [outcome] = await create(request(more, write.titles));
  assert.ok(outcome);
  const { sentence, steps } = explainIssueOutcomes([outcome]);
  assert.match(sentence, /^[A-Z].+\.$/);
  assert.doesNotMatch(sentence, /[.!?] /, 'one sentence');
  if (outcome.kind !== 'created') assert.ok(steps.length > 0, 'a next step');
  assert.equal(stage.underway.size, 0);
  const shown = target().finding.issue;
  const held = gitlab.issues(project).map(({ iid }) => String(iid));
  assert.ok(shown === undefined || held.includes(shown.iid), 'shown is what GitLab has');
  assert.ok(held.length <= 1, `${held.length} issues`);
  if (outcome.kind === 'created') assert.deepEqual(held, [outcome.issue.iid]);
  return outcome;
}

/** Tries until GitLab confirms, as a person does, with what the draft has kept. */
async function untilCreated(stage: IssueStage, write: Write): Promise<void> {
  const first = await attempt(stage, write);
  stage.gitlab.recover();
  if (first.kind === 'created') return;
  const kept = first.kind === 'incomplete' ? { begun: true, existing: first.issue } : { begun: true };
  const second = await attempt(stage, write, kept);
  assert.equal(second.kind, 'created', JSON.stringify(first.kind));
}

for (const write of writes) {
  for (const { name, fault } of write.faults) {
    test(`${write.name}: ${name}`, async (t) => {
      const stage = await makeIssueStage(t, { tier: write.tier });
      const { gitlab, project } = stage;
      gitlab.fail(write.target, fault);
      await untilCreated(stage, write);
      const [issue, ...others] = gitlab.issues(project);
      assert.deepEqual(others, []);
      assert.match(issue?.title ?? '', /\(edited\)$/, 'no lost text');
      assert.deepEqual([issue?.confidential, issue?.labels], [true, ['security']]);
      assert.deepEqual([issue?.quickActions, issue?.mentioned], [[], []]);
      const sent = gitlab.requests.filter(({ isWrite, operationNames, method }) =>
        operationNames.length > 0
          ? operationNames.includes('CreateIssueOfFinding')
          : isWrite && method === 'POST',
      );
      assert.ok(sent.length <= (reachesGitLab(fault) && fault.kind !== 'mutationErrors' ? 1 : 2));
    });
  }

  test(`${write.name}: the answer is lost, and GitLab cannot be asked`, async (t) => {
    const stage = await makeIssueStage(t, { tier: write.tier });
    const { gitlab } = stage;
    gitlab.fail(write.target, { kind: 'cut', when: 'after' });
    // Looking before it is sent passes, everything after it fails.
    const late = write.target === put ? 'GET /api/v4/projects/*/issues/*' : 'GET /api/v4/projects/*/issues';
    if (write.target !== put)
      gitlab.fail(late, { kind: 'contentType', type: 'application/json' }, write.titles ? 2 : 1);
    gitlab.fail(late, { kind: 'status', status: 503 }, 20);
    const first = await attempt(stage, write);
    assert.equal(first.kind, write.target === put ? 'incomplete' : 'unknown');
    gitlab.recover();
    const kept = first.kind === 'incomplete' ? { existing: first.issue } : {};
    const second = await attempt(stage, write, { begun: true, ...kept });
    // GitLab's own words are never written over without being asked, once some time has passed.
    assert.equal(second.kind, write.name === 'mutation' ? 'existing' : 'created');
    if (second.kind === 'existing') {
      const third = await attempt(stage, write, { begun: true, existing: second.issue });
      assert.equal(third.kind, 'created');
    }
  });

  test(`${write.name}: signed out in between`, async (t) => {
    const stage = await makeIssueStage(t, { tier: write.tier });
    const wanted = stage.request({}, write.titles);
    stage.signIn(undefined);
    const [outcome] = await stage.create(wanted);
    assert.equal(outcome?.kind, 'refused');
    const { steps, instance } = explainIssueOutcomes([outcome]);
    assert.equal(steps[0], 'replaceToken');
    assert.equal(instance?.url, outcome.request.targets[0]?.snapshot.instance.url);
    assert.deepEqual(stage.gitlab.issues(stage.project), []);
    stage.signIn(stage.token);
    const [again] = await stage.create(wanted);
    assert.equal(again?.kind, 'created');
  });
}

test('the search that comes first fails: nothing is sent', async (t) => {
  const stage = await makeIssueStage(t);
  for (const { name, fault } of wireFaults) {
    stage.gitlab.fail('GET /api/v4/projects/*/issues', fault, 3);
    const [outcome] = await stage.create(stage.request());
    stage.gitlab.recover();
    assert.equal(outcome?.kind, 'refused', name);
    assert.ok(explainIssueOutcomes([outcome]).steps.length > 0, name);
  }
  assert.deepEqual(stage.gitlab.issues(stage.project), []);
});
