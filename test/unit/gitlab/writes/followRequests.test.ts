import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { followRequests } from '../../../../src/core/settling/followRequests.ts';
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
  const follower = followRequests({ store, marks, logger: ports.logger, connect: ports.connect });
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
