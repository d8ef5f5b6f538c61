import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Snapshot } from '../../../../src/core/model/snapshot.ts';
import { SnapshotStore } from '../../../../src/core/sync/snapshotStore.ts';
import { readySnapshot } from '../view/detailsFixture.ts';

const { repository } = readySnapshot;
const { root } = repository;
const loading = { kind: 'loading', repository } as const;
const failed: Snapshot = { kind: 'failed', repository, failure: 'unreachable' };

function told(store: SnapshotStore): string {
  const cell = store.cells.get(root);
  if (!cell) return 'nothing';
  const { snapshot, ready, refreshing } = cell;
  return [snapshot.kind, ready ? 'shows findings' : 'shows none', ...(refreshing ? ['refreshing'] : [])].join(
    ', ',
  );
}

test('from the first run to a failure and back, findings stay in sight', () => {
  const store = new SnapshotStore();
  const steps: string[] = [];
  const step = (act: () => void) => {
    act();
    steps.push(told(store));
  };
  step(() => store.begin(loading, true));
  step(() => store.settle(readySnapshot));
  step(() => store.begin(loading, true));
  step(() => store.settle(failed));
  step(() => store.begin(loading, true));
  step(() => store.settle(failed));
  step(() => store.settle(readySnapshot));
  assert.deepEqual(steps, [
    'loading, shows none, refreshing',
    'ready, shows findings',
    'ready, shows findings, refreshing',
    'failed, shows findings',
    'failed, shows findings, refreshing',
    'failed, shows findings',
    'ready, shows findings',
  ]);
});

test('a part is shown where there is nothing to show, and never in place of a whole', () => {
  const part = { ...readySnapshot, comparison: 'pending' } as const;
  const store = new SnapshotStore();
  const shown = () => store.cells.get(root)?.ready?.comparison;
  store.offer(part);
  assert.equal(told(store), 'nothing', 'a repository that is gone does not come back');
  store.begin(loading, true);
  store.offer(part);
  assert.equal(told(store), 'ready, shows findings, refreshing');
  assert.equal(shown(), 'pending');
  store.settle(readySnapshot);
  store.begin(loading, true);
  store.offer(part);
  assert.equal(shown(), 'done');
  assert.equal(told(store), 'ready, shows findings, refreshing');
  store.begin(loading, false);
  store.offer(part);
  assert.equal(shown(), 'pending', 'on another branch there is nothing to show');
});

test("another branch's findings go at once, and do not come back with a failure", () => {
  const store = new SnapshotStore();
  store.settle(readySnapshot);
  store.begin(loading, false);
  assert.equal(told(store), 'loading, shows none, refreshing');
  store.settle(failed);
  assert.equal(told(store), 'failed, shows none');
});

test('a state that is an answer replaces the findings', () => {
  for (const snapshot of [
    { kind: 'noRemote', repository },
    { kind: 'signedOut', repository, host: 'h', projectPath: 'a/b' },
    { kind: 'projectNotFound', repository, instance: readySnapshot.instance, projectPath: 'a/b' },
  ] as const) {
    const store = new SnapshotStore();
    store.settle(readySnapshot);
    store.settle(snapshot);
    assert.equal(told(store), `${snapshot.kind}, shows none`);
  }
});

test('every change is told, with the root, when it is there to be seen', () => {
  const store = new SnapshotStore();
  const heard: string[] = [];
  store.onDidChange((changed) => heard.push(`${changed}: ${told(store)}`));
  store.settle(readySnapshot);
  store.delete(root);
  store.delete(root);
  store.dispose();
  store.settle(readySnapshot);
  assert.deepEqual(heard, [`${root}: ready, shows findings`, `${root}: nothing`]);
});

test('repositories do not mind each other', () => {
  const store = new SnapshotStore();
  store.settle(readySnapshot);
  store.settle({ kind: 'noRemote', repository: { root: 'file:///other', name: 'other' } });
  assert.equal(told(store), 'ready, shows findings');
  assert.equal(store.cells.size, 2);
});
