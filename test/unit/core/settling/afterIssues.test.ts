import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterIssues } from '../../../../src/core/settling/afterIssues.ts';
import { writeIssueDocument } from '../../../../src/core/settling/issueDocument.ts';
import type { IssueDraft } from '../../../../src/core/settling/issueDraft.ts';
import type { IssueOutcome } from '../../../../src/core/settling/issueOutcome.ts';
import { bareFinding, readySnapshot } from '../view/detailsFixture.ts';

const names = ['one', 'two', 'three'];
const textOf = (name: string) => ({ title: `Title ${name}`, description: `About ${name}` });
const document = (...own: readonly string[]) => writeIssueDocument(own.map(textOf));
const issue = { iid: '7', url: 'https://gitlab.example.com/shop/api/-/issues/7' };

const draft: IssueDraft = {
  root: 'file:///api',
  projectPath: 'shop/api',
  text: document(...names),
  parts: names.map((key) => ({ keys: [key], begun: true })),
  confidential: true,
  labels: [],
  confirms: true,
};

const created = { kind: 'created', issue, linked: [] } as const;
const refused = { kind: 'refused', failure: new Error('no') } as const;

type Ending = IssueOutcome extends infer O ? (O extends IssueOutcome ? Omit<O, 'request'> : never) : never;

function outcomes(...endings: readonly Ending[]): readonly IssueOutcome[] {
  return outcomesOf(endings, false);
}

function outcomesOf(endings: readonly Ending[], begun: boolean): readonly IssueOutcome[] {
  return endings.map((ending, index): IssueOutcome => {
    const key = names[index] ?? '';
    const targets = [
      { root: 'file:///api', snapshot: readySnapshot, finding: { ...bareFinding, key } } as const,
    ];
    const content = { ...textOf(key), confidential: true, labels: [] };
    return { ...ending, request: { targets, content, ...(begun && { begun }) } };
  });
}

test('what was created leaves the draft, text and part at once', () => {
  const left = afterIssues(draft, outcomes(refused, created, refused));
  assert.equal(left?.text, document('one', 'three'));
  assert.deepEqual(left.parts, [{ keys: ['one'] }, { keys: ['three'] }]);
});

test('with the last of it the draft goes', () => {
  assert.equal(afterIssues(draft, outcomes(created, created, created)), undefined);
});

test('what was typed and chosen while it was sent stays', () => {
  const text = draft.text.replace('About three', 'About three, and more');
  const left = afterIssues({ ...draft, text, labels: ['bug'] }, outcomes(created, created, refused));
  assert.match(left?.text ?? '', /About three, and more/);
  assert.deepEqual(left?.parts, [{ keys: ['three'] }]);
  assert.deepEqual(left.labels, ['bug']);
});

test('a created issue whose words were changed meanwhile stays to be completed, and is not created again', () => {
  const text = draft.text.replace('About two', 'About two, and more');
  const left = afterIssues({ ...draft, text }, outcomes(created, created, created));
  assert.equal(left?.text, writeIssueDocument([{ ...textOf('two'), description: 'About two, and more' }]));
  assert.deepEqual(left.parts, [{ keys: ['two'], begun: true, existing: issue }]);
});

test('a document that cannot be divided any more stays whole', () => {
  const text = draft.text.replace('issue 2 of 3', 'issue 2');
  const left = afterIssues({ ...draft, text }, outcomes(created, refused, refused));
  assert.equal(left?.text, text);
  assert.deepEqual(left.parts, [
    { keys: ['one'], begun: true, existing: issue },
    { keys: ['two'] },
    { keys: ['three'] },
  ]);
});

test('what may have arrived is remembered as begun', () => {
  const failure = new Error('lost');
  const left = afterIssues(
    draft,
    outcomes(
      { kind: 'unknown', failure },
      { kind: 'refused', failure, isSent: true },
      { kind: 'incomplete', issue, failure },
    ),
  );
  assert.deepEqual(left?.parts, [
    { keys: ['one'], begun: true },
    { keys: ['two'], begun: true },
    { keys: ['three'], begun: true, existing: issue },
  ]);
});

test('what may have arrived stays begun, whatever comes of another try', () => {
  const [target] = outcomes(refused)[0]?.request.targets ?? [];
  assert.ok(target);
  const endings: readonly Ending[] = [
    { kind: 'cancelled' },
    { kind: 'existing', issue, target, isLinked: false },
    { kind: 'overtaken', target, status: { state: 'resolved' } },
  ];
  for (const begun of [true, false]) {
    const kept = endings.map((ending) => afterIssues(draft, outcomesOf([ending], begun))?.parts[0]?.begun);
    assert.deepEqual(
      kept,
      endings.map(() => begun || undefined),
    );
  }
  assert.equal(afterIssues(draft, outcomesOf([refused], true))?.parts[0]?.begun, true);
});
