import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFinding } from '../../../src/gitlab/toFinding.ts';
import { toPipeline } from '../../../src/gitlab/toPipeline.ts';
import { toDismissal } from '../../../src/gitlab/toStatus.ts';
import { asDescribed } from '../../../src/gitlab/asDescribed.ts';
import { pageShape, pipelinesShape } from '../../../src/gitlab/answerShapes.ts';

const instance = { url: 'https://gitlab.example.com' };
const finding = { uuid: 'u', title: 'Title', severity: 'HIGH', reportType: 'SAST', location: null } as const;
const pipeline = { id: 'gid://gitlab/Ci::Pipeline/1', iid: '1', status: 'SUCCESS', jobs: null } as const;

// Found by fuzzing: a title that is no text ended in an exception wherever it was shown.
test('an answer with a field of another type is refused as a whole, before anything is shown of it', () => {
  for (const wrong of [
    { title: 5 },
    { title: {} },
    { description: ['x'] },
    { uuid: 7 },
    { issueLinks: { nodes: [{ issue: {} }] } },
  ]) {
    const findings = [toFinding({ ...finding, ...wrong } as never) ?? assert.fail()];
    assert.throws(() => asDescribed({ findings }, pageShape, instance), { code: 'unexpectedAnswer' });
  }
  const right = { findings: [toFinding(finding) ?? assert.fail()] };
  assert.equal(asDescribed(right, pageShape, instance), right);
});

test('words that a newer GitLab has are no reason to refuse its answers', () => {
  const newer = toPipeline({ ...pipeline, status: 'WAITING_FOR_GODOT' } as never, 'a/b', instance);
  assert.equal(newer.status, 'running');
  assert.ok(asDescribed([newer], pipelinesShape, instance));
  const unknown = toFinding({
    ...finding,
    state: 'ARCHIVED',
    severity: 'EXTREME',
    reportType: 'SARIF',
  } as never);
  assert.deepEqual([unknown?.state, unknown?.severity, unknown?.type], ['detected', 'unknown', 'generic']);
  assert.deepEqual(toDismissal({ dismissalReason: 'WONT_FIX', stateComment: 'no' } as never), {
    comment: 'no',
  });
});
