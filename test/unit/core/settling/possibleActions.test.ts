import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { possibleActions } from '../../../../src/core/settling/possibleActions.ts';
import { bareFinding, readySnapshot } from '../view/detailsFixture.ts';

const { mergeRequest } = readSnapshot();
const maintainer = { adminVulnerability: true, createIssue: true };
const developer = { adminVulnerability: false, createIssue: true };
const stored: Partial<Finding> = { uuid: 'u', permissions: maintainer };
const request = { discussionId: 'd', url: 'https://gitlab.example.com/d', at: '2026-01-01T00:00:00Z' };
const hidden = { reason: 'used_in_tests', at: '2026-01-01T00:00:00Z' } as const;

function readSnapshot() {
  assert.ok(readySnapshot.mergeRequest);
  return { mergeRequest: readySnapshot.mergeRequest };
}

const dismiss: readonly (readonly [string, Partial<Finding>, boolean, string | undefined])[] = [
  ['a maintainer', stored, true, 'dismiss'],
  ['a developer', { uuid: 'u', permissions: developer }, true, 'request'],
  ['a developer who has asked', { uuid: 'u', permissions: developer, request }, true, 'hide'],
  ['a developer without a merge request', { uuid: 'u', permissions: developer }, false, 'hide'],
  ['somebody on a GitLab that does not tell', { uuid: 'u' }, true, 'dismiss'],
  ['somebody below Ultimate', {}, true, 'request'],
  ['somebody below Ultimate without a merge request', {}, false, 'hide'],
  ['nobody, once it is fixed', { ...stored, change: 'fixed' }, true, undefined],
  ['nobody, once it is resolved', { ...stored, state: 'resolved' }, true, undefined],
  ['nobody, while GitLab is asked', { ...stored, underway: 'dismissing' }, true, undefined],
  ['nobody, once it is dismissed', { ...stored, state: 'dismissed' }, true, undefined],
  ['nobody, once it is hidden', { hidden }, true, undefined],
];

for (const [who, more, hasMergeRequest, expected] of dismiss) {
  test(`to dismiss, for ${who}: ${expected ?? 'nothing'}`, () => {
    const finding = { ...bareFinding, ...more };
    assert.equal(possibleActions(finding, hasMergeRequest ? { mergeRequest } : {}).dismiss, expected);
  });
}

test('what is dismissed can be restored by who may dismiss, what is hidden by everybody', () => {
  const restore = (more: Partial<Finding>) => possibleActions({ ...bareFinding, ...more }, {}).restore;
  assert.equal(restore({ ...stored, state: 'dismissed' }), 'restore');
  assert.equal(restore({ uuid: 'u', permissions: developer, state: 'dismissed' }), undefined);
  assert.equal(restore({ hidden }), 'unhide');
  assert.equal(restore({}), undefined);
});

test('one finding, one issue; one fix', () => {
  const of = (more: Partial<Finding>) => possibleActions({ ...bareFinding, ...more }, { mergeRequest });
  assert.equal(of({}).createIssue, true);
  assert.equal(of({ issue: { iid: '1', url: 'https://gitlab.example.com/1' } }).createIssue, false);
  assert.equal(of({ permissions: { ...developer, createIssue: false } }).createIssue, false);
  assert.equal(of({}).applyRemediation, false);
  assert.equal(of({ hasRemediation: true }).applyRemediation, true);
  const appliedFix = { at: '2026-01-01T00:00:00Z', pipelineId: '1' };
  assert.equal(of({ hasRemediation: true, appliedFix }).applyRemediation, false);
});
