import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitLabFailure } from '../../../../src/core/model/failure.ts';
import { awaitDevice } from '../../../../src/core/signIn/awaitDevice.ts';
import type { DeviceAnswer } from '../../../../src/core/signIn/oauth.ts';

const grant = { deviceCode: 'd', userCode: 'u', page: 'p', expiresIn: 300_000, interval: 5000 };
const credentials = { kind: 'oauth', accessToken: 'a', expiresAt: 1, clientId: 'c', session: 's' } as const;
const pending: DeviceAnswer = { kind: 'pending' };
const slowDown: DeviceAnswer = { kind: 'slowDown' };
const granted: DeviceAnswer = { kind: 'granted', credentials };

/** Answers in turn, the last one for ever; time passes only by waiting. */
function play(answers: readonly (DeviceAnswer | Error)[], signal = new AbortController().signal) {
  const waits: number[] = [];
  let time = 0;
  let next = 0;
  const outcome = awaitDevice(
    grant,
    {
      ask: () => {
        const answer = answers[Math.min(next++, answers.length - 1)] ?? pending;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
      now: () => time,
      wait: (milliseconds) => {
        waits.push(milliseconds);
        time += milliseconds;
        return Promise.resolve();
      },
    },
    signal,
  );
  return { outcome, waits };
}

test('waits as long as GitLab says before each question', async () => {
  const { outcome, waits } = play([pending, pending, granted]);
  assert.deepEqual(await outcome, granted);
  assert.deepEqual(waits, [5000, 5000, 5000]);
});

test('slows down by five seconds for good, each time it is told to', async () => {
  const { outcome, waits } = play([slowDown, pending, slowDown, pending, granted]);
  assert.deepEqual(await outcome, granted);
  assert.deepEqual(waits, [5000, 10_000, 10_000, 15_000, 15_000]);
});

test('ends where the user refuses or the code expires, whoever notices first', async () => {
  assert.deepEqual(await play([pending, { kind: 'denied' }]).outcome, { kind: 'denied' });
  assert.deepEqual(await play([pending, { kind: 'expired' }]).outcome, { kind: 'expired' });
  const { outcome, waits } = play([pending]);
  assert.deepEqual(await outcome, { kind: 'expired' });
  assert.equal(waits.length, 60);
});

test('a GitLab that cannot be reached for a moment is asked half as often; what it refuses ends the wait', async () => {
  const lost = new GitLabFailure('unreachable', 'lost');
  const { outcome, waits } = play([lost, pending, lost, granted]);
  assert.deepEqual(await outcome, granted);
  assert.deepEqual(waits, [5000, 10_000, 10_000, 20_000]);
  await assert.rejects(play([new GitLabFailure('unauthorized', 'no')]).outcome, { code: 'unauthorized' });
});

test('whoever leaves is not asked for any more', async () => {
  const leaving = new AbortController();
  leaving.abort(new Error('left'));
  const outcome = play([new GitLabFailure('unreachable', 'aborted')], leaving.signal).outcome;
  await assert.rejects(outcome, /left/);
});
