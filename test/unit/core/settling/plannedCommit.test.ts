import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan } from '../../../../src/core/remediation/plan.ts';
import { plannedCommit } from '../../../../src/core/settling/plannedCommit.ts';

const plan: Plan = {
  edits: new Map([
    ['edited', [{ start: 0, end: 3, text: 'new' }]],
    ['both', [{ start: 0, end: 3, text: 'new' }]],
  ]),
  creations: new Map([['created', 'text']]),
  deletions: ['deleted'],
  renames: [
    { from: 'both', to: 'moved/both' },
    { from: 'only', to: 'moved/only' },
  ],
  modeChanges: new Map([
    ['mode', true],
    ['created', true],
    ['moved/only', false],
  ]),
  paths: [],
};
const paths = ['edited', 'both', 'only', 'deleted', 'mode'];
const present = new Map(paths.map((path) => [path, { text: 'old', lastCommitId: `${path}-1` }]));

test('each file of a plan is the action that GitLab knows, refused once the file is another one', () => {
  const { actions } = plannedCommit(plan, present);
  assert.deepEqual(actions, [
    { action: 'update', path: 'edited', content: 'new', lastCommitId: 'edited-1' },
    { action: 'move', path: 'moved/both', previousPath: 'both', lastCommitId: 'both-1', content: 'new' },
    { action: 'move', path: 'moved/only', previousPath: 'only', lastCommitId: 'only-1' },
    { action: 'create', path: 'created', content: 'text' },
    { action: 'delete', path: 'deleted', lastCommitId: 'deleted-1' },
    { action: 'chmod', path: 'moved/only', executable: false },
    { action: 'chmod', path: 'mode', executable: true },
    { action: 'chmod', path: 'created', executable: true },
  ]);
});

test('what people look at is every file with another text or another name', () => {
  const { changes } = plannedCommit(plan, present);
  assert.deepEqual(
    changes.map(({ before, after }) => [before?.path, before?.text, after?.path, after?.text]),
    [
      ['edited', 'old', 'edited', 'new'],
      ['both', 'old', 'moved/both', 'new'],
      ['only', 'old', 'moved/only', 'old'],
      [undefined, undefined, 'created', 'text'],
      ['deleted', 'old', undefined, undefined],
    ],
  );
});

test('where a file was not read, nothing is planned', () => {
  for (const more of [
    { deletions: ['unknown'] },
    { edits: new Map([['unknown', []]]) },
    { renames: [{ from: 'unknown', to: 'moved' }] },
  ])
    assert.throws(() => plannedCommit({ ...plan, ...more }, present), /unknown/);
});
