import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { GitLabChanges } from '../../../../src/core/settling/gitLabChanges.ts';
import type { Outcome, Target } from '../../../../src/core/settling/ports.ts';
import { requestDismissals } from '../../../../src/core/settling/requestDismissal.ts';
import { requestMarkers } from '../../../../src/core/settling/requestText.ts';
import { explainOutcomes } from '../../../../src/core/view/explainOutcome.ts';
import { requestWords } from '../../../../src/core/view/requestWords.ts';
import type { Fault } from '../../../gitlab/http/fault.ts';
import { namedFaults } from '../support/faults.ts';
import { flawless } from '../support/reports.ts';
import { graphqlFaults, wireFaults } from '../support/writeFaults.ts';
import { makeWriteStage, only, type WriteStage } from '../support/writeStage.ts';

const why = { reason: 'false_positive', comment: 'Only @acme/all\n/close' } as const;

const discussions = '* /api/v4/projects/:id/merge_requests/:noteable_id/discussions';
const list = discussions.replace('*', 'GET');
const start = discussions.replace('*', 'POST');

function makeStage(
  t: TestContext,
  tier: 'ultimate' | 'ce' = 'ultimate',
  linesOf?: (file: string) => readonly string[] | undefined,
): Promise<WriteStage> {
  return makeWriteStage(t, {
    ...(linesOf && { linesOf }),
    gitlab: { tier, version: '19.4.0' },
    files: { 'src/old.ts': 'a();\nb();\n' },
    changed: { 'src/new.ts': 'fresh();\nagain();\n' },
    before: flawless(['src/old.ts', 1, 'old']),
    after: flawless(['src/old.ts', 1, 'old'], ['src/new.ts', 2, 'new']),
  });
}

/** @param beforeSending done when all looks are over and the discussion is about to be started */
function ask(stage: WriteStage, target: Target, beforeSending = () => {}, text: object = why) {
  const connect = async (): Promise<GitLabChanges> => {
    const gitlab = await stage.connect();
    const own = gitlab.discussions;
    return {
      ...gitlab,
      discussions: {
        find: (...args) => own.find(...args),
        read: (...args) => own.read(...args),
        start: (...args) => {
          beforeSending();
          return own.start(...args);
        },
      },
    };
  };
  const keep = ({ finding, root }: Target, request: NonNullable<Target['finding']['request']>) =>
    stage.marks.update(root, [finding.key], (own) => ({ ...own, request }));
  return requestDismissals(
    [target],
    { ...why, ...text },
    { ...stage.ports, connect, keep },
    {},
    new AbortController().signal,
  );
}

function held({ gitlab, mergeRequest }: WriteStage) {
  return gitlab.discussions(mergeRequest);
}

/** What is shown of a finding says what GitLab holds, and nothing else; nobody is left in the dark. */
function assertTrue(stage: WriteStage, title: string, outcome: Outcome): void {
  const { finding } = stage.target(title);
  assert.equal(finding.underway, undefined);
  assert.equal(finding.request?.discussionId, outcome.kind === 'done' ? held(stage)[0]?.id : undefined);
  const { isBad, sentence, steps } = explainOutcomes(requestWords, [outcome]);
  assert.equal(isBad, outcome.kind !== 'done');
  assert.match(sentence, /^[A-Z][^\n]*\.$/);
  assert.equal(steps.length > 0, isBad, sentence);
  assert.ok(!steps.includes('requestDismissal'), 'it has just been requested');
}

test('a request is one discussion at the line, with reason, comment and link', async (t) => {
  const stage = await makeStage(t);
  const { gitlab, mergeRequest, developer } = stage;
  const target = stage.target('Rule new');
  const outcome = only(await ask(stage, target));
  assert.equal(outcome.kind, 'done');
  const [discussion, ...others] = held(stage);
  assert.deepEqual(others, []);
  assert.ok(discussion);
  assert.deepEqual([discussion.position?.newPath, discussion.position?.newLine], ['src/new.ts', 2]);
  assert.equal(discussion.position?.headSha, stage.head.sha);
  const sha = target.snapshot.pipeline.sha;
  assert.equal(
    discussion.notes[0]?.body,
    `**Please dismiss this finding:** Rule new

- **Severity:** High
- **Location:** \`src/new.ts:2\` ([open the code](${gitlab.url}/acme/shop/api/-/blob/${sha}/src/new.ts#L2))
- **Reported by:** Acme (SAST)
- **Reason:** False positive. There is no vulnerability; the scanner is wrong.

> Only \\@\u2060acme/all
> \\/\u2060close

[Look at the finding](${gitlab.url}/acme/shop/api/-/pipelines/${stage.head.id}/security). Whoever may dismiss it: dismiss it in GitLab, or say here why not.

${requestMarkers(target).join('\n')}`,
  );
  const [note] = discussion.notes;
  assert.ok(note);
  assert.equal(note.author, developer);
  const { request } = stage.target('Rule new').finding;
  const url = `${gitlab.url}/acme/shop/api/-/merge_requests/${mergeRequest.iid}#note_${note.id}`;
  assert.deepEqual([request?.url, request?.answer], [url, undefined]);
});

test('a line that the diff does not have is named in the text', async (t) => {
  const stage = await makeStage(t);
  assert.equal(only(await ask(stage, stage.target('Rule old'))).kind, 'done');
  assert.equal(held(stage)[0]?.position, undefined);
  assert.ok(held(stage)[0]?.notes[0]?.body.includes('`src/old.ts:1`'));
  assert.equal(held(stage).length, 1);
});

test('below Ultimate it is the same', async (t) => {
  const stage = await makeStage(t, 'ce');
  assert.equal(only(await ask(stage, stage.target('Rule new'))).kind, 'done');
  assert.deepEqual([held(stage).length, held(stage)[0]?.position?.newLine], [1, 2]);
});

test('asked twice, or by two, nothing is written a second time and no comment is taken for sent', async (t) => {
  const stage = await makeStage(t);
  const target = stage.target('Rule new');
  // As from another window, which knows nothing of the mark.
  for (const [text, already] of [
    [why, undefined],
    [why, undefined],
    [{ comment: 'Something else' }, true],
  ] as const) {
    const outcome = only(await ask(stage, target, () => {}, text));
    assert.equal(outcome.kind, 'done');
    assert.equal(outcome.already, already);
    assert.equal(held(stage).length, 1);
  }
  const { gitlab, mergeRequest } = stage;
  for (let count = 0; count < 240; count += 1) gitlab.discuss(mergeRequest, `Number ${count}`);
  assert.equal(only(await ask(stage, stage.target('Rule old'))).kind, 'done');
  assert.equal(only(await ask(stage, stage.target('Rule old'))).kind, 'done');
  assert.equal(held(stage).length, 242);
});

test('a clone without the scanned commit knows the finding by another key, and still finds the discussion', async (t) => {
  const scanned = new Map<string, readonly string[]>();
  const stage = await makeStage(t, 'ce', (file) => scanned.get(file));
  const shallow = stage.target('Rule new');
  assert.equal(only(await ask(stage, shallow)).kind, 'done');
  scanned.set('src/new.ts', ['fresh();', 'again();']);
  await stage.refresh();
  const full = stage.target('Rule new');
  assert.notEqual(full.finding.key, shallow.finding.key);
  assert.equal(full.finding.request, undefined, 'as in another clone, which knows nothing of the mark');
  const outcome = only(await ask(stage, full));
  assert.deepEqual([outcome.kind, 'already' in outcome, held(stage).length], ['done', true, 1]);
  assertTrue(stage, 'Rule new', outcome);
});

test('another finding of the same rule, at the same line of a later scan, has a discussion of its own', async (t) => {
  let lines = ['fresh();', 'again();'];
  const stage = await makeStage(t, 'ce', () => lines);
  const { gitlab, project, mergeRequest, repository } = stage;
  const before = stage.target('Rule new');
  assert.equal(only(await ask(stage, before)).kind, 'done');
  lines = ['fresh();', 'other();'];
  repository.commit('feature', { 'src/new.ts': lines.join('\n') });
  const sast = flawless(['src/old.ts', 1, 'old'], ['src/new.ts', 2, 'new']);
  gitlab.addPipeline(project, { mergeRequest, jobs: [{ name: 'semgrep-sast', reports: { sast } }] });
  await stage.refresh();
  assert.notEqual(stage.target('Rule new').finding.pipeline.sha, before.finding.pipeline.sha);
  const outcome = only(await ask(stage, stage.target('Rule new')));
  assert.deepEqual([outcome.kind, 'already' in outcome, held(stage).length], ['done', false, 2]);
});

test('the discussions are read once for many findings, and each has its own', async (t) => {
  const stage = await makeStage(t);
  const { gitlab, mergeRequest, ports, marks, connect } = stage;
  for (let count = 0; count < 240; count += 1) gitlab.discuss(mergeRequest, `Number ${count}`);
  const before = only(await ask(stage, stage.target('Rule old')));
  assert.equal(before.kind, 'done');
  gitlab.resetRequests();
  const outcomes = await requestDismissals(
    [stage.target('Rule old'), stage.target('Rule new')],
    why,
    {
      ...ports,
      connect,
      keep: ({ root, finding }, request) => marks.update(root, [finding.key], (own) => ({ ...own, request })),
    },
    {},
    new AbortController().signal,
  );
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['done', 'done'],
  );
  assert.equal(held(stage).length, 242);
  const ids = ['Rule old', 'Rule new'].map((title) => stage.target(title).finding.request?.discussionId);
  assert.deepEqual(
    ids,
    held(stage)
      .slice(-2)
      .map(({ id }) => id),
  );
  const pages = gitlab.requests.filter(({ method, template }) => `${method} ${template}` === list);
  assert.equal(pages.length, 3);
});

test('a marker within somebody else’s text, or in an answer, is none', async (t) => {
  const stage = await makeStage(t);
  const target = stage.target('Rule new');
  const other = stage.gitlab.discuss(stage.mergeRequest, 'Hello');
  stage.gitlab.reply(other, requestMarkers(target).join('\n'));
  await ask(stage, stage.target('Rule old'), () => {}, { comment: requestMarkers(target).join('\n') });
  await ask(stage, target);
  assert.equal(held(stage).length, 3);
});

test('more discussions than are ever read: nothing is written', async (t) => {
  const stage = await makeStage(t);
  for (let count = 0; count < 5001; count += 1) stage.gitlab.discuss(stage.mergeRequest, 'x');
  const outcome = only(await ask(stage, stage.target('Rule new')));
  assert.equal(outcome.kind, 'refused');
  assert.equal(held(stage).length, 5001);
  assertTrue(stage, 'Rule new', outcome);
});

/** 400 says that the diff does not have the line, and is answered by a discussion without one. */
const startFaults = wireFaults.filter(({ name }) => name !== '400');

for (const { name, fault, acted } of startFaults)
  test(`starting the discussion: ${name}`, async (t) => {
    const stage = await makeStage(t);
    const target = stage.target('Rule new');
    stage.gitlab.fail(start, fault);
    const outcome = only(await ask(stage, target));
    assert.equal(held(stage).length, acted ? 1 : 0);
    assert.equal(outcome.kind, acted ? 'done' : 'refused');
    assert.equal(
      Object.values(stage.gitlab.writes()).reduce((sum, one) => sum + one, 0),
      1,
      'sent once',
    );
    assertTrue(stage, 'Rule new', outcome);
    assert.equal(only(await ask(stage, target)).kind, 'done');
    assert.equal(held(stage).length, 1);
  });

for (const { name, fault } of startFaults)
  test(`starting the discussion: ${name}, and then nothing more is heard`, async (t) => {
    const stage = await makeStage(t);
    const target = stage.target('Rule new');
    stage.gitlab.fail(start, fault);
    const outcome = only(await ask(stage, target, () => stage.gitlab.fail(list, { kind: 'cut' }, 100)));
    const isCertain = fault.kind === 'status' && fault.status < 500;
    const isFine = fault.kind === 'contentType';
    assert.equal(outcome.kind, isCertain ? 'refused' : isFine ? 'done' : 'unknown');
    assertTrue(stage, 'Rule new', outcome);
    stage.gitlab.recover();
    assert.equal(only(await ask(stage, target)).kind, 'done');
    assert.equal(held(stage).length, 1);
  });

const looks: readonly (readonly [
  string,
  string,
  readonly { readonly name: string; readonly fault: Fault }[],
])[] = [
  ['looking for the discussion', list, namedFaults.filter(({ code }) => code !== undefined)],
  ['asking for the state', 'FindingStatus', [...wireFaults, ...graphqlFaults]],
];

for (const [what, target, faults] of looks)
  for (const { name, fault } of faults.filter(({ fault }) => fault.kind !== 'mutationErrors'))
    test(`${what}: ${name}; nothing is sent`, async (t) => {
      const stage = await makeStage(t);
      stage.gitlab.fail(target, fault, 100);
      const outcome = only(await ask(stage, stage.target('Rule new')));
      assert.equal(outcome.kind, 'refused');
      assert.deepEqual(stage.gitlab.writes(), {});
      assertTrue(stage, 'Rule new', outcome);
      stage.gitlab.recover();
      assert.equal(only(await ask(stage, stage.target('Rule new'))).kind, 'done');
      assert.equal(held(stage).length, 1);
    });

test('signed out before, or in between: nothing is written', async (t) => {
  const stage = await makeStage(t);
  const target = stage.target('Rule new');
  for (const at of ['before', 'in between']) {
    if (at === 'before') stage.signOut();
    const outcome = only(await ask(stage, target, () => stage.signOut()));
    assert.equal(outcome.kind, 'refused');
    assert.match(explainOutcomes(requestWords, [outcome]).sentence, /refused the token/);
    assertTrue(stage, 'Rule new', outcome);
    assert.equal(held(stage).length, 0);
    stage.signIn();
  }
});

test('who may not comment is told so', async (t) => {
  const stage = await makeStage(t, 'ce');
  const target = stage.target('Rule new');
  stage.gitlab.setRole(stage.project, stage.developer, 'guest');
  const outcome = only(await ask(stage, target));
  assert.equal(
    explainOutcomes(requestWords, [outcome]).sentence,
    'The dismissal of “Rule new” was not requested: you may not comment on merge requests of acme/shop/api; ask a member of the project.',
  );
  assert.equal(held(stage).length, 0);
});

test('what somebody has dismissed meanwhile is shown so, and not asked for', async (t) => {
  const stage = await makeStage(t);
  const target = stage.target('Rule new');
  stage.gitlab.dismiss(target.finding.key, { reason: 'used_in_tests', by: stage.developer });
  const outcome = only(await ask(stage, target));
  assert.equal(
    explainOutcomes(requestWords, [outcome]).sentence,
    'The dismissal of “Rule new” was not requested: the finding was dismissed by dana as “Used in tests” in GitLab meanwhile, and is shown so now.',
  );
  assert.equal(stage.target('Rule new').finding.state, 'dismissed');
  assert.deepEqual(stage.gitlab.writes(), {});
});

test('a finding whose pipeline has expired can still be asked about', async (t) => {
  const stage = await makeStage(t);
  const target = stage.target('Rule new');
  stage.gitlab.expireFindings(stage.head);
  assert.equal(only(await ask(stage, target)).kind, 'done');
  assert.equal(held(stage).length, 1);
});
