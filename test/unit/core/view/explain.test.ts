import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../../../../src/core/model/failure.ts';
import type { Problem, ReadySnapshot, Snapshot } from '../../../../src/core/model/snapshot.ts';
import type { Cell } from '../../../../src/core/sync/snapshotStore.ts';
import { explain } from '../../../../src/core/view/explain.ts';
import { type Explanation } from '../../../../src/core/view/explanation.ts';
import { job, pipeline } from '../sync/pipelineFixture.ts';
import { bareFinding, now, readySnapshot } from './detailsFixture.ts';

const { repository, instance, project, mergeRequest } = readySnapshot;
const ready: ReadySnapshot = { ...readySnapshot, pipeline: pipeline(99120), reportsRead: 5 };
const { mergeRequest: _, ...branchOnly } = ready;
const running = pipeline(99125, {
  status: 'running',
  jobs: [job(), job({ status: 'failed' }), job({ status: 'running' })],
});
const twoHoursAgo = { ...ready, fetchedAt: now - 2 * 3_600_000 };
const download: Problem = { kind: 'download', job: 'a', type: 'sast', failure: 'timeout' };

const tell = (snapshot: Snapshot, cell: Partial<Cell> = {}): Explanation =>
  explain(
    { snapshot, refreshing: false, ...(snapshot.kind === 'ready' && { ready: snapshot }), ...cell },
    now,
  );
const failed = (failure: FailureCode, detail?: string): Snapshot => ({
  kind: 'failed',
  repository,
  instance,
  failure,
  ...(detail !== undefined && { detail }),
});
const noPipeline = {
  kind: 'noPipeline',
  repository,
  instance,
  project,
  branch: 'feature/export',
  choices: [],
} as const;

/** Short, sentence, steps. */
const table: readonly (readonly [Snapshot, string, string, string, Partial<Cell>?])[] = [
  [{ kind: 'loading', repository }, 'loading', 'Asking GitLab for security findings…', ''],
  [
    { kind: 'loading', repository },
    'no findings · 2 h old',
    'The findings fetched 2 h ago are shown; asking GitLab for newer ones…',
    '',
    { ready: twoHoursAgo, refreshing: true },
  ],
  [
    { kind: 'noRemote', repository },
    'no remote',
    'api has no remote on a server; add one that leads to GitLab.',
    '',
  ],
  [
    { kind: 'noCommit', repository },
    'no commit',
    'api has no commit yet; findings come with the first push.',
    '',
  ],
  [
    { kind: 'signedOut', repository, host: 'gitlab.example.com', projectPath: 'shop/api' },
    'sign in',
    'Sign in to gitlab.example.com to see the findings of shop/api.',
    'Sign In, Not a GitLab',
  ],
  [
    { kind: 'projectNotFound', repository, instance, projectPath: 'shop/api' },
    'project not found',
    'gitlab.example.com knows no project shop/api that this token may see.',
    'Replace Token, Try Again',
  ],
  [
    noPipeline,
    'no merge request',
    'No open merge request for feature/export, and no pipeline of it.',
    'Create Merge Request',
  ],
  [
    { ...noPipeline, mergeRequest: mergeRequest! },
    'no pipeline',
    '!482 has no pipeline yet.',
    'Show How To Add One',
  ],
  [
    { ...noPipeline, mergeRequest: mergeRequest!, running },
    'scanning 2 of 3',
    'Scanning !482: 2 of 3 security jobs are done.',
    'Open Pipeline',
  ],
  [
    { ...noPipeline, running: { ...running, jobs: [] } },
    'scanning',
    'Scanning feature/export: pipeline #99125 has not started a security job yet.',
    'Open Pipeline',
  ],
  [
    ready,
    'no new findings',
    'No security findings in !482. 5 reports of pipeline #99120 were read.',
    'Open Pipeline',
  ],
  [
    {
      ...ready,
      reportsRead: 1,
      findings: [
        { ...bareFinding, change: 'new' },
        { ...bareFinding, key: 'k2', change: 'existing' },
      ],
    },
    '1 new · 1 existing',
    '1 new · 1 existing in !482. 1 report of pipeline #99120 was read.',
    'Open Pipeline',
  ],
  [
    { ...ready, comparison: 'none', findings: [{ ...bareFinding, change: 'new' }] },
    '1 new',
    '1 new in !482. 5 reports of pipeline #99120 were read. All count as new: main has no pipeline to compare with.',
    'Open Pipeline',
  ],
  [
    { ...ready, comparison: 'pending', findings: [{ ...bareFinding, change: 'pending' }] },
    '1 finding · comparing…',
    '1 finding in !482, comparing with main…',
    'Open Pipeline',
  ],
  [
    { ...branchOnly, comparison: 'pending', findings: [{ ...bareFinding, change: 'pending' }] },
    '1 finding · asking…',
    '1 finding in feature/export, asking the project it was forked from for a merge request…',
    'Open Pipeline',
  ],
  [
    { ...ready, running },
    'scanning 2 of 3',
    'Scanning: 2 of 3 security jobs are done. Findings of pipeline #99120 are shown.',
    'Open Pipeline',
  ],
  [
    { ...ready, pipeline: pipeline(99120, { jobs: [] }) },
    'no security scan',
    'The pipeline of !482 ran no security scan.',
    'Show How To Add One, Open Pipeline',
  ],
  [
    { ...ready, reportsRead: 4, problems: [download] },
    'not all reports read',
    'No security findings in !482. 4 reports of pipeline #99120 were read. 1 of 5 reports could not be read.',
    'Show Problems, Open Pipeline',
  ],
  [
    { ...ready, problems: [download, { kind: 'comparison', failure: 'timeout' }], findings: [bareFinding] },
    '1 new',
    '1 new in !482. 5 reports of pipeline #99120 were read. 1 of 6 reports could not be read. There is 1 problem.',
    'Show Problems, Open Pipeline',
  ],
  [
    branchOnly,
    'no merge request',
    'No open merge request for feature/export. Findings of its last pipeline are shown.',
    'Create Merge Request, Open Pipeline',
  ],
  [
    { ...ready, choices: [mergeRequest!, mergeRequest!] },
    'no new findings',
    'No security findings in !482. 5 reports of pipeline #99120 were read.',
    'Open Pipeline, Choose Merge Request…',
  ],
  [
    failed('unreachable', 'ECONNREFUSED'),
    'offline',
    'gitlab.example.com cannot be reached (ECONNREFUSED).',
    'Try Again, Diagnose Connection',
  ],
  [
    failed('timeout'),
    'offline · 2 h old',
    'gitlab.example.com cannot be reached. The findings fetched 2 h ago are shown.',
    'Try Again, Diagnose Connection',
    { ready: twoHoursAgo },
  ],
  [
    failed('unauthorized', 'Invalid token'),
    'token refused',
    'gitlab.example.com refused the token (Invalid token). The findings fetched 2 h ago are shown.',
    'Replace Token',
    { ready: twoHoursAgo },
  ],
  [
    failed('unauthorized', 'invalid_token: Token is expired. You can either do re-authorization'),
    'token refused',
    'The token for gitlab.example.com has expired.',
    'Replace Token',
  ],
  [
    failed('insufficientScope'),
    'token lacks scope',
    'The token for gitlab.example.com lacks the scope read_api.',
    'Replace Token',
  ],
  [
    failed('rateLimited'),
    'rate limited',
    'gitlab.example.com has had too many requests; it will be asked again soon.',
    'Try Again',
  ],
];

for (const [snapshot, short, sentence, steps, cell] of table) {
  test(`${snapshot.kind}: ${sentence}`, () => {
    const told = tell(snapshot, cell);
    assert.equal(told.short, short);
    assert.equal(told.sentence, sentence);
    assert.equal(told.steps.map(({ title }) => title).join(', '), steps);
  });
}

const codes: readonly FailureCode[] = [
  ...(['unreachable', 'timeout', 'unauthorized', 'insufficientScope', 'forbidden', 'notFound'] as const),
  ...([
    'rateLimited',
    'serverError',
    'unexpectedAnswer',
    'tooLarge',
    'notDownloadable',
    'unknownField',
  ] as const),
];

test('every state ends with a stop, fits the status bar, and has a step where the user must act', () => {
  const states: readonly (readonly [Snapshot, (Partial<Cell> | undefined)?])[] = [
    ...table.map(([snapshot, , , , cell]) => [snapshot, cell] as const),
    ...codes.flatMap((code) => [
      [failed(code, 'a reason')] as const,
      [failed(code), { ready: twoHoursAgo }] as const,
      [{ kind: 'failed', repository, failure: code } as const] as const,
    ]),
  ];
  for (const [snapshot, cell] of states) {
    const { sentence, short, steps, needsAction } = tell(snapshot, cell);
    assert.match(sentence, /^\S.*[^.…][.…]$/, sentence);
    assert.doesNotMatch(sentence, /undefined|\.\.|\s{2}|\n/);
    assert.ok(short.length > 0 && short.length <= 30, short);
    if (needsAction || snapshot.kind === 'failed') assert.ok(steps.length > 0, sentence);
  }
});

test('every failure names the instance it is about', () => {
  for (const code of codes) assert.match(tell(failed(code)).sentence, /gitlab\.example\.com/);
});

test('only what the user alone can change is urgent', () => {
  const urgent = codes.filter((code) => tell(failed(code)).needsAction);
  assert.deepEqual(urgent, ['unauthorized', 'insufficientScope']);
  assert.equal(tell({ kind: 'signedOut', repository, host: 'h', projectPath: 'a/b' }).needsAction, false);
});

test('it is busy while it asks for the first time, or a pipeline runs', () => {
  assert.equal(tell({ kind: 'loading', repository }, { refreshing: true }).busy, true);
  assert.equal(tell(ready, { refreshing: true }).busy, false, 'a refresh in the background is no news');
  assert.equal(tell({ ...ready, running }).busy, true);
  assert.equal(tell({ ...ready, comparison: 'pending' }).busy, true);
});

test('texts of others stay one line of visible characters', () => {
  const evil = 'a\u202eb\n\n[x](command:y)';
  for (const snapshot of [
    failed('serverError', evil),
    { ...noPipeline, branch: evil },
    { ...branchOnly, branch: evil },
    { kind: 'noRemote', repository: { root: 'r', name: evil } },
  ] as const) {
    assert.doesNotMatch(tell(snapshot).sentence, /[\n\u202e]/);
  }
  assert.ok(tell(failed('serverError', 'x'.repeat(5000))).sentence.length < 200);
});

test('a link to create a merge request survives any branch name', () => {
  const [step] = tell({ ...noPipeline, branch: 'a&b=#c/ü?' }).steps;
  assert.equal(
    step?.kind === 'openUrl' && new URL(step.url).searchParams.get('merge_request[source_branch]'),
    'a&b=#c/ü?',
  );
});
