import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../../../../src/core/model/failure.ts';
import type { Problem } from '../../../../src/core/model/snapshot.ts';
import { explainProblem, reasonOf } from '../../../../src/core/view/explainProblem.ts';

const job = 'semgrep-sast';
const type = 'sast';
const flaw = { message: 'severity is missing.', pointer: '/vulnerabilities/0', line: 7, column: 3 };

const table: readonly (readonly [Problem, label: string, sentence: RegExp])[] = [
  [
    { kind: 'report', job, type, problems: [flaw] },
    'SAST report of semgrep-sast',
    /severity is missing.*line 7, column 3/,
  ],
  [{ kind: 'report', job, type, problems: [] }, 'SAST report of semgrep-sast', /flaws/],
  [
    { kind: 'download', job, type, failure: 'notFound' },
    'SAST report of semgrep-sast',
    /could not be downloaded: it is gone, its artifacts may have expired/,
  ],
  [
    { kind: 'notDownloadable', job, type, version: '17.8.0' },
    'SAST report of semgrep-sast',
    /^GitLab 17\.8\.0 offers no way to read the SAST report with a token; two lines in \.gitlab-ci\.yml open one\.$/,
  ],
  [{ kind: 'notDownloadable', job, type }, 'SAST report of semgrep-sast', /^This GitLab offers/],
  [{ kind: 'findingsPage', failure: 'serverError' }, 'Findings', /Some findings could not be loaded/],
  [
    { kind: 'comparison', failure: 'rateLimited' },
    'Comparison with the target branch',
    /What is new could not be told/,
  ],
  [{ kind: 'children', failure: 'timeout' }, 'Jobs and child pipelines', /Not all jobs and child pipelines/],
  [{ kind: 'origin', failure: 'forbidden' }, 'Merge request of the fork', /forked from/],
];

test('every problem has a label and one sentence that says why', () => {
  for (const [problem, label, sentence] of table) {
    const told = explainProblem(problem);
    assert.equal(told.label, label);
    assert.match(told.sentence, sentence);
    assert.match(told.sentence, /[^.][.](?: \(line \d+, column \d+\))?$/, told.sentence);
  }
});

test('every reason ends a sentence', () => {
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
  for (const code of codes) {
    assert.match(reasonOf(code), /^[a-zG]/);
    assert.doesNotMatch(reasonOf(code), /\.$/);
  }
});

test('the two lines that open a way to each type of report', () => {
  const { ciChange } = explainProblem({ kind: 'notDownloadable', job, type: 'secret_detection' });
  assert.deepEqual(ciChange, { job, lines: ['artifacts:', '  paths: [gl-secret-detection-report.json]'] });
  assert.equal(explainProblem({ kind: 'download', job, type, failure: 'timeout' }).ciChange, undefined);
});

test("a report's flaws are listed with their places, and hostile names stay text", () => {
  const evil = `a\u202eb\n${'x'.repeat(500)}`;
  const { label, more } = explainProblem({
    kind: 'report',
    job: evil,
    type,
    problems: [flaw, { message: evil, pointer: evil }],
  });
  assert.equal(more.length, 2);
  assert.match(more[0] ?? '', /severity is missing.* at \/vulnerabilities\/0, line 7, column 3/);
  for (const text of [label, ...more]) assert.doesNotMatch(text, /[\n\u202e]/);
  assert.ok(label.length < 100);
});
