import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../../src/core/model/finding.ts';
import { stillAsked } from '../../../../src/core/view/settlementWords.ts';
import { whyNotDismissed, whyNotEdited, whyNotRestored } from '../../../../src/core/view/whyNotSettled.ts';
import { bareFinding } from './detailsFixture.ts';

const one = (more: Partial<Finding>): readonly Finding[] => [{ ...bareFinding, ...more }];
const developer = { adminVulnerability: false, createIssue: true };
const hidden = { reason: 'used_in_tests', at: '2026-01-01T00:00:00Z' } as const;

test('what cannot be dismissed says why, each state in its own words', () => {
  assert.match(whyNotDismissed(one({ hidden })), /^This finding is hidden here; restore it/);
  assert.match(whyNotDismissed(one({ hidden, change: 'fixed' })), /^This finding is fixed/);
  assert.match(whyNotDismissed(one({ state: 'resolved' })), /^This finding is fixed or resolved/);
  assert.match(whyNotDismissed(one({ state: 'dismissed' })), /restore it or edit its dismissal\.$/);
  assert.match(whyNotDismissed(one({ state: 'dismissed', permissions: developer })), /; ask a maintainer/);
});

test('who may not change dismissals is told so', () => {
  const theirs = one({ state: 'dismissed', permissions: developer });
  const { projectPath } = bareFinding.pipeline;
  for (const sentence of [whyNotEdited(theirs), whyNotRestored(theirs)])
    assert.equal(sentence, `You may not change dismissals in ${projectPath}; ask a maintainer.`);
  const open = one({ permissions: developer });
  assert.match(whyNotEdited(open), /^Only a dismissed finding/);
  assert.match(whyNotRestored(open), /^Nothing to restore/);
});

test('while GitLab is asked that is what stands in the way', () => {
  const asked = one({ state: 'dismissed', permissions: developer, underway: 'restoring' });
  for (const why of [whyNotDismissed, whyNotEdited, whyNotRestored]) assert.equal(why(asked), stillAsked);
});
