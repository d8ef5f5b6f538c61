import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { followMarks } from '../../../../src/core/settling/followMarks.ts';
import { requestDismissals } from '../../../../src/core/settling/requestDismissal.ts';
import type { GitLab } from '../../../gitlab/gitLab.ts';
import { flawless } from '../support/reports.ts';
import { makeWriteStage, type WriteStage } from '../support/writeStage.ts';

async function makeStage(t: TestContext, findings = 1): Promise<WriteStage> {
  const stage = await makeWriteStage(t, {
    gitlab: { tier: 'ce', version: '19.4.0' },
    files: { 'src/old.ts': 'a();\n' },
    changed: { 'src/new.ts': 'x\n'.repeat(10) },
    after: flawless(
      ...Array.from({ length: findings }, (_, index) => ['src/new.ts', index + 1, `${index}`] as const),
    ),
  });
  const { store, marks, ports } = stage;
  const follower = followMarks({ store, marks, logger: ports.logger, connect: ports.connect });
  t.after(() => follower.dispose());
  return stage;
}

async function request({ ports, marks, target }: WriteStage, findings = 1): Promise<void> {
  const targets = Array.from({ length: findings }, (_, index) => target(`Rule ${index}`));
  const outcomes = await requestDismissals(
    targets,
    { reason: 'used_in_tests' },
    {
      ...ports,
      keep: ({ root, finding }, request) => marks.update(root, [finding.key], (own) => ({ ...own, request })),
    },
    {},
    new AbortController().signal,
  );
  assert.ok(outcomes.every(({ kind }) => kind === 'done'));
}

const read = '/api/v4/projects/:id/merge_requests/:noteable_id/discussions/:discussion_id';

/** Refreshes, and waits until what that asks about has been answered. */
async function refreshed({ gitlab, refresh }: WriteStage): Promise<number> {
  gitlab.resetRequests();
  await refresh();
  await new Promise((resolve) => setTimeout(resolve, 50));
  while (gitlab.requests.some(({ endedAt }) => endedAt === Infinity))
    await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return reads(gitlab);
}

function reads({ requests }: GitLab): number {
  return requests.filter(({ template }) => template === read).length;
}

test('a refresh without requests asks about none', async (t) => {
  assert.equal(await refreshed(await makeStage(t)), 0);
});

test('an answer of somebody else, or that they resolved it, is the answer; one’s own is none', async (t) => {
  const stage = await makeStage(t);
  const { gitlab, mergeRequest, developer, target } = stage;
  await request(stage);
  const answer = () => target('Rule 0').finding.request?.answer;
  const [discussion] = gitlab.discussions(mergeRequest);
  assert.ok(discussion);
  gitlab.reply(discussion, 'Please!', developer);
  gitlab.resolve(discussion, developer);
  assert.equal(await refreshed(stage), 1);
  assert.equal(answer(), undefined);

  const mira = gitlab.addUser('mira');
  gitlab.resolve(discussion, undefined, false);
  gitlab.reply(discussion, 'No.', mira);
  await refreshed(stage);
  assert.equal(answer()?.by, 'mira');
  assert.equal(answer()?.at, discussion.notes.at(-1)?.createdAt.toISOString());

  const max = gitlab.addUser('max');
  gitlab.resolve(discussion, max);
  await refreshed(stage);
  assert.equal(answer()?.by, 'max');
});

test('a discussion that is gone is no request any more', async (t) => {
  const stage = await makeStage(t);
  await request(stage);
  stage.gitlab.fail(`GET ${read}`, { kind: 'status', status: 404 });
  await refreshed(stage);
  assert.equal(stage.target('Rule 0').finding.request, undefined);
});

test('what cannot be asked stays as it was', async (t) => {
  const stage = await makeStage(t);
  await request(stage);
  for (const status of [401, 403, 429, 500]) {
    stage.gitlab.fail(`GET ${read}`, { kind: 'status', status }, 10);
    await refreshed(stage);
    assert.ok(stage.target('Rule 0').finding.request, String(status));
    stage.gitlab.recover();
  }
});

test('at most five are asked about, the unanswered ones first', async (t) => {
  const stage = await makeStage(t, 7);
  const { gitlab, mergeRequest, target } = stage;
  await request(stage, 7);
  const mira = gitlab.addUser('mira');
  for (const discussion of gitlab.discussions(mergeRequest)) gitlab.reply(discussion, 'Seen', mira);
  assert.equal(await refreshed(stage), 5);
  await refreshed(stage);
  for (let index = 0; index < 7; index += 1)
    assert.equal(target(`Rule ${index}`).finding.request?.answer?.by, 'mira');
});

test('the oldest of many unanswered ones is asked about as well', async (t) => {
  const stage = await makeStage(t, 7);
  const { gitlab, mergeRequest, target } = stage;
  await request(stage, 7);
  const mira = gitlab.addUser('mira');
  const [first, second] = gitlab.discussions(mergeRequest);
  for (const discussion of [first, second]) gitlab.reply(discussion ?? assert.fail(), 'Seen', mira);
  for (let round = 0; round < 2; round += 1) assert.equal(await refreshed(stage), 5);
  const answered = Array.from(
    { length: 7 },
    (_, index) => target(`Rule ${index}`).finding.request?.answer?.by,
  ).filter((by) => by === 'mira');
  assert.equal(answered.length, 2);
});

const tenMinutes = 10 * 60_000;

function keep(stage: WriteStage, kind: 'issue' | 'fixMergeRequest', page: string): void {
  const { root, finding } = stage.target('Rule 0');
  const url = `${stage.gitlab.url}/acme/shop/api/-/${page}`;
  const iid = page.split('/').at(-1) ?? '';
  stage.marks.update(root, [finding.key], (own) => ({ ...own, [kind]: { iid, url } }));
}

const kept = (stage: WriteStage) => stage.target('Rule 0').finding;

test('an issue that is gone is one no more; one that is there is asked about every ten minutes', async (t) => {
  const stage = await makeStage(t);
  const { gitlab, project } = stage;
  const { iid } = gitlab.openIssue(project, { title: 'Of this finding' });
  const asked = () => gitlab.requests.filter(({ template }) => template.includes('/issues/')).length;
  keep(stage, 'issue', `issues/${iid}`);
  await refreshed(stage);
  assert.equal(asked(), 1);
  await refreshed(stage);
  assert.equal(asked(), 0);
  assert.ok(kept(stage).issue);

  gitlab.fail('GET /api/v4/projects/:id/issues/:issue_iid', { kind: 'status', status: 500 }, 10);
  stage.later(tenMinutes);
  await refreshed(stage);
  assert.ok(kept(stage).issue, 'what cannot be asked stays');
  gitlab.recover();

  keep(stage, 'issue', `issues/${iid + 1}`);
  await refreshed(stage);
  assert.equal(kept(stage).issue, undefined);
});

test('a merge request that was closed brings no fix any more, one that was merged does', async (t) => {
  const stage = await makeStage(t);
  const { gitlab, project } = stage;
  const mergeRequest = gitlab.addMergeRequest(project, { sourceBranch: 'main', targetBranch: 'feature' });
  keep(stage, 'fixMergeRequest', `merge_requests/${mergeRequest.iid}`);
  for (const state of ['opened', 'merged', 'closed'] as const) {
    mergeRequest.state = state;
    stage.later(tenMinutes);
    await refreshed(stage);
    assert.equal(kept(stage).fixMergeRequest !== undefined, state !== 'closed', state);
  }
});

test('a page of another GitLab is nobody’s to ask about', async (t) => {
  const stage = await makeStage(t);
  const { root, finding } = stage.target('Rule 0');
  const issue = { iid: '1', url: 'https://gitlab.invalid/acme/shop/api/-/issues/1' };
  stage.marks.update(root, [finding.key], (own) => ({ ...own, issue }));
  await refreshed(stage);
  assert.deepEqual(kept(stage).issue, issue);
});
