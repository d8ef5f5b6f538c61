import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../../../src/core/settling/ports.ts';
import { explainOutcomes } from '../../../../src/core/view/explainOutcome.ts';
import { fixWords, withNotReached } from '../../../../src/core/view/fixWords.ts';
import { graphqlFaults, wireFaults } from '../support/writeFaults.ts';
import type { WriteStage } from '../support/writeStage.ts';
import { create, fix, made, makeFixStage, newDiff, prepare } from './fixStage.ts';

const commits = 'POST /api/v4/projects/:id/repository/commits';
const opens = 'POST /api/v4/projects/:id/merge_requests';

/** What is shown is what GitLab holds, and nobody is left in the dark. */
function assertTrue(stage: WriteStage, title: string, outcome: Outcome): void {
  const { finding } = stage.target(title);
  const iid = made(stage).mergeRequests[0]?.iid;
  assert.equal(finding.underway, undefined);
  assert.equal(finding.fixMergeRequest?.iid, outcome.kind === 'done' ? `${iid}` : undefined);
  const { isBad, sentence, steps } = explainOutcomes(fixWords, [outcome]);
  assert.equal(isBad, outcome.kind !== 'done');
  assert.match(sentence, /^[A-Z][^\n]*\.$/);
  assert.equal(steps.length > 0, isBad, sentence);
  assert.ok(!steps.includes('requestDismissal'));
}

function assertOne(stage: WriteStage): void {
  const { branches, mergeRequests } = made(stage);
  assert.deepEqual([branches.length, mergeRequests.length], [1, 1]);
}

test('a new finding is fixed by a branch, one commit and a merge request into the source branch', async (t) => {
  const stage = await makeFixStage(t);
  const { gitlab, project } = stage;
  const target = stage.target('Rule new');
  const feature = project.repository?.branch('feature');
  const prepared = await prepare(stage, target);
  assert.deepEqual(gitlab.writes(), {}, 'nothing before it was seen');
  assert.equal(prepared.kind, 'own');
  const path = 'src/new.ts';
  assert.deepEqual(
    prepared.changes.map(({ before, after }) => [before, after]),
    [
      [
        { path, text: 'first();\nfresh();\nlast();\n' },
        { path, text: 'first();\nsafe();\nlast();\n' },
      ],
    ],
  );
  const outcome = await create(stage, target, prepared);
  assert.deepEqual(outcome.kind, 'done');
  assertOne(stage);
  const [mergeRequest] = made(stage).mergeRequests;
  assert.match(mergeRequest?.sourceBranch ?? '', /^remediate\/rule-new-[0-9a-f]{8}$/);
  assert.deepEqual(
    [mergeRequest?.title, mergeRequest?.targetBranch, mergeRequest?.removeSourceBranch],
    ['Resolve vulnerability: Rule new', 'feature', true],
  );
  assert.match(mergeRequest?.description ?? '', /> \\\/\u2060close \\@\u2060dana\n/);
  const tip = project.repository?.branch(mergeRequest?.sourceBranch ?? '') ?? '';
  const { repository } = project;
  assert.ok(repository);
  assert.equal(repository.file(tip, 'src/new.ts')?.toString(), 'first();\nsafe();\nlast();\n');
  assert.equal(repository.commit(`${tip}^`), feature);
  assert.equal(repository.branch('feature'), feature);
  assertTrue(stage, 'Rule new', outcome);
  assert.equal((await prepare(stage, target)).kind, 'there', 'from another window');
  assert.equal((await prepare(stage, stage.target('Rule new'))).kind, 'there');
});

test('below Ultimate it is the same', async (t) => {
  const stage = await makeFixStage(t, { tier: 'ce' });
  assert.equal((await fix(stage, stage.target('Rule new'))).kind, 'done');
  assertOne(stage);
});

test('where the merge request was closed since, another one is made', async (t) => {
  const stage = await makeFixStage(t, { tier: 'ce' });
  await fix(stage, stage.target('Rule new'));
  const [first = assert.fail()] = made(stage).mergeRequests;
  first.state = 'closed';
  const outcome = await fix(stage, stage.target('Rule new'));
  assert.equal(outcome.kind, 'done');
  assert.equal(outcome.already, undefined);
  assert.deepEqual(
    made(stage).mergeRequests.map(({ state }) => state),
    ['closed', 'opened'],
  );
  const second = made(stage).mergeRequests[1]?.iid;
  assert.equal(stage.target('Rule new').finding.fixMergeRequest?.iid, String(second));
});

test('what the default branch has GitLab fixes there', async (t) => {
  const stage = await makeFixStage(t, { role: 'maintainer' });
  const target = stage.target('Rule old');
  stage.gitlab.setState(target.finding.key, 'confirmed');
  const record = stage.gitlab.vulnerability(target.finding.key);
  assert.ok(record);
  record.presentOnDefaultBranch = true;
  const prepared = await prepare(stage, target);
  assert.equal(prepared.kind, 'byGitLab');
  const outcome = await create(stage, target, prepared);
  assert.equal(outcome.kind, 'done');
  assert.equal(made(stage).mergeRequests[0]?.targetBranch, 'main');
  assertTrue(stage, 'Rule old', outcome);
  const again = await create(stage, target, prepared);
  assert.deepEqual([again.kind, 'already' in again], ['done', true]);
  assertOne(stage);
});

test('where the merge request that GitLab made was closed since, another one is made', async (t) => {
  const stage = await makeFixStage(t, { role: 'maintainer' });
  const target = stage.target('Rule old');
  stage.gitlab.setState(target.finding.key, 'confirmed');
  const record = stage.gitlab.vulnerability(target.finding.key);
  assert.ok(record);
  record.presentOnDefaultBranch = true;
  await fix(stage, target);
  const [first = assert.fail()] = made(stage).mergeRequests;
  first.state = 'closed';
  const prepared = await prepare(stage, target);
  assert.equal(prepared.kind, 'byGitLab');
  stage.gitlab.fail('CreateMergeRequestOfFinding', { kind: 'status', status: 503 });
  const lost = await create(stage, target, prepared);
  assert.equal(lost.kind, 'refused', 'the closed one is not what came of it');
  // GitLab names its branches by the second.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const outcome = await create(stage, target, prepared);
  assert.deepEqual([outcome.kind, 'already' in outcome], ['done', false]);
  assert.deepEqual(
    made(stage).mergeRequests.map(({ state }) => state),
    ['closed', 'opened'],
  );
});

test('two windows that both have looked make one merge request, and the later one sends nothing', async (t) => {
  const stage = await makeFixStage(t);
  const target = stage.target('Rule new');
  const [one, other] = await Promise.all([prepare(stage, target), prepare(stage, target)]);
  assert.ok(one.kind === 'own' && other.kind === 'own');
  assert.deepEqual(await create(stage, target, one), { kind: 'done', target });
  const writes = stage.gitlab.writes();
  assert.deepEqual(await create(stage, target, other), { kind: 'done', target, already: true });
  assert.deepEqual(stage.gitlab.writes(), writes);
  assertOne(stage);
});

test('files of every kind of change are one commit', async (t) => {
  const diff = `${newDiff}diff --git a/src/gone.ts b/src/gone.ts
deleted file mode 100644
--- a/src/gone.ts
+++ /dev/null
@@ -1 +0,0 @@
-gone();
diff --git a/src/made.ts b/src/made.ts
new file mode 100755
--- /dev/null
+++ b/src/made.ts
@@ -0,0 +1 @@
+made();
diff --git a/src/from.ts b/src/to.ts
similarity index 50%
rename from src/from.ts
rename to src/to.ts
--- a/src/from.ts
+++ b/src/to.ts
@@ -1,2 +1,2 @@
 stays();
-goes();
+comes();
`;
  const changed = { 'src/gone.ts': 'gone();\n', 'src/from.ts': 'stays();\ngoes();\n' };
  const stage = await makeFixStage(t, { diff, changed });
  const { repository } = stage.project;
  assert.equal((await fix(stage, stage.target('Rule new'))).kind, 'done');
  const tip = repository?.branch(made(stage).branches[0] ?? '') ?? '';
  const text = (path: string) => repository?.file(tip, path)?.toString();
  assert.deepEqual(['src/gone.ts', 'src/from.ts', 'src/to.ts', 'src/made.ts'].map(text), [
    undefined,
    undefined,
    'stays();\ncomes();\n',
    'made();\n',
  ]);
  assert.equal(repository?.blobIds(tip, ['src/made.ts'])[0]?.mode, '100755');
});

test('what was pushed since the scan is merged, and what conflicts is refused before anything is sent', async (t) => {
  const stage = await makeFixStage(t);
  const { repository, project } = stage;
  repository.commit('feature', { 'src/new.ts': 'added();\nfirst();\nfresh();\nlast();\n' });
  assert.equal((await fix(stage, stage.target('Rule new'))).kind, 'done');
  const tip = project.repository?.branch(made(stage).branches[0] ?? '') ?? '';
  assert.equal(
    project.repository?.file(tip, 'src/new.ts')?.toString(),
    'added();\nfirst();\nsafe();\nlast();\n',
  );

  const other = await makeFixStage(t);
  other.repository.commit('feature', { 'src/new.ts': 'first();\nother();\nlast();\n' });
  const refused = await prepare(other, other.target('Rule new'));
  assert.equal(refused.kind === 'refused' && refused.refusal.reason, 'conflict');
  assert.deepEqual(other.gitlab.writes(), {});
});

test('a file that changes between look and commit is not overwritten', async (t) => {
  const stage = await makeFixStage(t);
  const target = stage.target('Rule new');
  const prepared = await prepare(stage, target);
  assert.equal(prepared.kind, 'own');
  stage.repository.commit('feature', { 'src/new.ts': 'first();\nfresh();\nlast();\nmore();\n' });
  const outcome = await create(stage, target, prepared);
  assert.equal(outcome.kind, 'refused');
  assert.deepEqual(made(stage), { branches: [], mergeRequests: [] });
  assertTrue(stage, 'Rule new', outcome);
  assert.match(explainOutcomes(fixWords, [outcome]).sentence, /has changed since you started editing/);
  assert.equal((await fix(stage, target)).kind, 'done');
  const tip = stage.project.repository?.branch(made(stage).branches[0] ?? '') ?? '';
  assert.match(stage.project.repository?.file(tip, 'src/new.ts')?.toString() ?? '', /safe[^]*more/);
});

test("somebody else's branch of the same name is left alone", async (t) => {
  const stage = await makeFixStage(t);
  const target = stage.target('Rule new');
  const prepared = await prepare(stage, target);
  assert.equal(prepared.kind, 'own');
  stage.repository.commit(prepared.address.branch, { 'x.txt': 'x\n' });
  assert.equal((await create(stage, target, prepared)).kind, 'refused');
  const again = await prepare(stage, target);
  assert.equal(again.kind === 'impossible' && again.why, 'branchTaken');
  assert.deepEqual(stage.gitlab.writes(), {});
});

test('decided or fixed meanwhile: nothing is sent', async (t) => {
  const stage = await makeFixStage(t);
  const target = stage.target('Rule new');
  const prepared = await prepare(stage, target);
  assert.equal(prepared.kind, 'own');
  stage.gitlab.dismiss(target.finding.key, { reason: 'used_in_tests' });
  const outcome = await create(stage, target, prepared);
  assert.equal(outcome.kind, 'overtaken');
  assert.equal(stage.target('Rule new').finding.state, 'dismissed');
  assert.deepEqual(stage.gitlab.writes(), {});
});

test('signed out in between: nothing is sent, or nothing more', async (t) => {
  const stage = await makeFixStage(t);
  const target = stage.target('Rule new');
  const outcome = await fix(stage, target, { beforeSending: () => stage.signOut() });
  assert.match(explainOutcomes(fixWords, [outcome]).sentence, /refused the token/);
  assert.deepEqual(made(stage), { branches: [], mergeRequests: [] });
  stage.signIn();
  assert.equal((await fix(stage, target)).kind, 'done');
  assertOne(stage);
});

test('who may not push is told so', async (t) => {
  const stage = await makeFixStage(t, { tier: 'ce' });
  const target = stage.target('Rule new');
  stage.gitlab.setRole(stage.project, stage.developer, 'reporter');
  const outcome = await fix(stage, target);
  assert.match(
    explainOutcomes(fixWords, [outcome]).sentence,
    /you may not create branches and merge requests in/,
  );
  assert.deepEqual(made(stage), { branches: [], mergeRequests: [] });
});

test('what stops one of several tells of those that were not reached, and how to go on', async (t) => {
  const stage = await makeFixStage(t);
  stage.gitlab.fail(commits, { kind: 'status', status: 503 });
  const text = explainOutcomes(fixWords, [await fix(stage, stage.target('Rule new'))]);
  const { sentence } = text;
  assert.equal(withNotReached(text, 0), text);
  assert.equal(
    withNotReached(text, 1).sentence,
    `${sentence} 1 further finding was not reached; Try Again goes on with it.`,
  );
  assert.equal(
    withNotReached(text, 4).sentence,
    `${sentence} 4 further findings were not reached; Try Again goes on with them.`,
  );
  assert.match(withNotReached({ ...text, steps: ['showLog'] }, 4).sentence, /; choose them once more\.$/);
});

for (const [what, target] of [
  ['the commit', commits],
  ['the merge request', opens],
] as const)
  for (const { name, fault, acted } of wireFaults) {
    test(`${what}: ${name}`, async (t) => {
      const stage = await makeFixStage(t);
      const finding = stage.target('Rule new');
      stage.gitlab.fail(target, fault);
      const outcome = await fix(stage, finding);
      assert.equal(outcome.kind, acted ? 'done' : 'refused');
      assert.ok(
        Object.values(stage.gitlab.writes()).every((times) => times === 1),
        'each sent once',
      );
      const { branches, mergeRequests } = made(stage);
      assert.deepEqual(
        [branches.length, mergeRequests.length],
        acted ? [1, 1] : target === commits ? [0, 0] : [1, 0],
      );
      assertTrue(stage, 'Rule new', outcome);
      assert.equal((await fix(stage, finding)).kind, 'done');
      assertOne(stage);
    });

    test(`${what}: ${name}, and then nothing more is heard`, async (t) => {
      const stage = await makeFixStage(t);
      const finding = stage.target('Rule new');
      stage.gitlab.fail(target, fault);
      const silence = () => {
        stage.gitlab.fail('GET /api/v4/projects/:id/repository/branches/*', { kind: 'cut' }, 100);
        if (target === opens)
          stage.gitlab.fail('GET /api/v4/projects/:id/merge_requests', { kind: 'cut' }, 100);
      };
      const outcome = await fix(stage, finding, { beforeSending: silence });
      const isCertain = fault.kind === 'status' && fault.status < 500;
      const isFine = fault.kind === 'contentType';
      assert.equal(outcome.kind, isCertain ? 'refused' : isFine ? 'done' : 'unknown');
      assertTrue(stage, 'Rule new', outcome);
      stage.gitlab.recover();
      assert.equal((await fix(stage, finding)).kind, 'done');
      assertOne(stage);
    });
  }

for (const { name, fault, acted } of [...wireFaults, ...graphqlFaults])
  test(`GitLab's own merge request: ${name}`, async (t) => {
    const stage = await makeFixStage(t, { role: 'maintainer' });
    const finding = stage.target('Rule old');
    stage.gitlab.setState(finding.finding.key, 'confirmed');
    const record = stage.gitlab.vulnerability(finding.finding.key);
    assert.ok(record);
    record.presentOnDefaultBranch = true;
    stage.gitlab.fail('CreateMergeRequestOfFinding', fault);
    const outcome = await fix(stage, finding);
    assert.equal(outcome.kind, acted ? 'done' : 'refused');
    assert.deepEqual(stage.gitlab.writes(), { CreateMergeRequestOfFinding: 1 });
    assert.equal(made(stage).mergeRequests.length, acted ? 1 : 0);
    assertTrue(stage, 'Rule old', outcome);
    assert.equal((await fix(stage, finding)).kind, 'done');
    assertOne(stage);
  });
