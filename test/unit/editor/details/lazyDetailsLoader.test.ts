import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Finding } from '../../../../src/core/model/finding.ts';
import type { LazyDetails } from '../../../../src/core/sync/ports.ts';
import { LazyDetailsLoader } from '../../../../src/editor/details/lazyDetailsLoader.ts';
import { bareFinding, noDetails, readySnapshot } from '../../core/view/detailsFixture.ts';

const found = (more: Partial<Finding> = {}) => ({
  snapshot: readySnapshot,
  finding: { ...bareFinding, uuid: 'u', sources: [{ kind: 'gitlab' } as const], ...more },
});

/** A GitLab that answers when told to. */
function start() {
  const asked: { key: string; signal: AbortSignal; answer: PromiseWithResolvers<LazyDetails | undefined> }[] =
    [];
  let settled = 0;
  const loader = new LazyDetailsLoader(
    (_snapshot, { key }, signal) => {
      const answer = withResolvers<LazyDetails | undefined>();
      asked.push({ key, signal, answer });
      return answer.promise;
    },
    () => (settled += 1),
  );
  return { loader, asked, settled: () => settled };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

describe('loading the long part of a finding', () => {
  it('asks once and remembers', async () => {
    const { loader, asked, settled } = start();
    assert.deepEqual(loader.of(found()), { loading: true });
    assert.deepEqual(loader.of(found()), { loading: true });
    asked[0]!.answer.resolve(noDetails);
    await setImmediate();
    assert.equal(settled(), 1);
    assert.deepEqual(loader.of(found()), { loading: false, lazy: noDetails });
    assert.equal(asked.length, 1);
  });

  it('knows nothing any more that another account was given', async () => {
    const { loader, asked } = start();
    loader.of(found());
    asked[0]!.answer.resolve(noDetails);
    await setImmediate();
    loader.forget();
    assert.deepEqual(loader.known(found()), { loading: false });
    assert.deepEqual(loader.of(found()), { loading: true });
    assert.equal(asked.length, 2);
  });

  it('does not ask for what a report brought, unless somebody dismissed it', () => {
    const { loader, asked } = start();
    loader.of(found({ details: noDetails }));
    loader.of({ snapshot: readySnapshot, finding: bareFinding });
    assert.equal(asked.length, 0);
    loader.of(found({ details: noDetails, state: 'dismissed' }));
    assert.equal(asked.length, 1);
  });

  it('ends when another finding is turned to, whose answer alone counts', async () => {
    const { loader, asked, settled } = start();
    loader.of(found());
    loader.of(found({ key: 'k2' }));
    assert.equal(asked[0]!.signal.aborted, true);
    asked[0]!.answer.reject(asked[0]!.signal.reason);
    await setImmediate();
    assert.equal(settled(), 0);
    assert.deepEqual(loader.of(found({ key: 'k2' })), { loading: true });
  });

  it('keeps what was known while it asks again', async () => {
    const { loader, asked } = start();
    loader.of(found());
    asked[0]!.answer.resolve(noDetails);
    await setImmediate();
    assert.deepEqual(loader.of(found({ state: 'dismissed' })), { loading: true, lazy: noDetails });
    assert.deepEqual(loader.known(found({ state: 'resolved' })), { loading: false, lazy: noDetails });
  });

  it('asks again after a failure only when told to', async () => {
    const { loader, asked } = start();
    loader.of(found());
    const failure = new Error('offline');
    asked[0]!.answer.reject(failure);
    await setImmediate();
    assert.deepEqual(loader.of(found()), { loading: false, failure });
    assert.equal(asked.length, 1);
    loader.retry();
    assert.deepEqual(loader.of(found()), { loading: true });
    assert.equal(asked.length, 2);
  });
});
