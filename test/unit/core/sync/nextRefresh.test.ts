import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../../../../src/core/model/failure.ts';
import type { Snapshot } from '../../../../src/core/model/snapshot.ts';
import { nextRefresh } from '../../../../src/core/sync/nextRefresh.ts';
import { readySnapshot } from '../view/detailsFixture.ts';
import { pipeline } from './pipelineFixture.ts';

const { repository, instance, project } = readySnapshot;
const running = pipeline(2, { status: 'running' });
const failed = (failure: FailureCode) => ({ kind: 'failed', repository, failure }) as const;
const waits = (snapshot: Snapshot, runs = 14) =>
  Array.from({ length: runs }, (_, index) => Math.round((nextRefresh(snapshot, index) ?? -1) / 1000));

test('an idle hour on a finished pipeline is at most twelve runs', () => {
  const [first = 0] = waits(readySnapshot);
  assert.ok((60 * 60) / first <= 12);
});

test('a pipeline under way is asked for soon, then ever more slowly, at least once a minute', () => {
  for (const snapshot of [
    { ...readySnapshot, running },
    { kind: 'noPipeline', repository, instance, project, branch: 'b', choices: [], running } as const,
  ]) {
    assert.deepEqual(waits(snapshot, 7), [10, 15, 23, 34, 51, 60, 60]);
  }
});

test('what fails for a while is tried again, ever more slowly, at least every five minutes', () => {
  for (const code of ['unreachable', 'timeout', 'rateLimited', 'serverError', 'unexpectedAnswer'] as const)
    assert.deepEqual(waits(failed(code), 6), [30, 60, 120, 240, 300, 300], code);
});

test('a time that GitLab names is waited for, an hour at most', () => {
  const named = (retryAfter: number) => waits({ ...failed('rateLimited'), retryAfter }, 3);
  assert.deepEqual(named(10_000), [30, 60, 120], 'never sooner than without');
  assert.deepEqual(named(90_000), [90, 90, 120]);
  assert.deepEqual(named(86_400_000), [3600, 3600, 3600]);
});

test('what only the user can change is not asked again', () => {
  for (const snapshot of [
    failed('unauthorized'),
    failed('insufficientScope'),
    { kind: 'loading', repository },
    { kind: 'noRemote', repository },
    { kind: 'noCommit', repository },
    { kind: 'signedOut', repository, host: 'h', projectPath: 'a/b' },
    { kind: 'projectNotFound', repository, instance, projectPath: 'a/b' },
  ] as const) {
    assert.equal(nextRefresh(snapshot, 0), undefined, snapshot.kind);
  }
});

test('a branch without pipeline may get one soon', () => {
  const snapshot: Snapshot = { kind: 'noPipeline', repository, instance, project, branch: 'b', choices: [] };
  assert.deepEqual(waits(snapshot, 2), [60, 60]);
});

test('a proxy that refused a password is not given it again by itself', () => {
  assert.equal(nextRefresh({ ...failed('unreachable'), reason: 'proxyAuthentication' }, 0), undefined);
});
