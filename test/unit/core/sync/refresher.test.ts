import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../../../src/core/base/event.ts';
import { GitLabFailure } from '../../../../src/core/model/failure.ts';
import type { Pipeline } from '../../../../src/core/model/pipeline.ts';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import type { BranchHead, GitLab, GitLabFinding, Overview } from '../../../../src/core/sync/ports.ts';
import { Refresher } from '../../../../src/core/sync/refresher.ts';
import { Refreshers } from '../../../../src/core/sync/refreshers.ts';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import { SnapshotStore } from '../../../../src/core/sync/snapshotStore.ts';
import { bareFinding, readySnapshot } from '../view/detailsFixture.ts';
import { pipeline } from './pipelineFixture.ts';

const instance = { url: 'https://gitlab.example.com' };
const noJobs = { jobs: [] };

const head = (branch: string): BranchHead => ({
  repository: { root: 'file:///api', name: 'api' },
  remotes: [{ name: 'origin', url: 'git@gitlab.example.com:acme/shop/api.git' }],
  branch,
  remoteBranches: [branch],
  commit: 'b'.repeat(40),
});

const overviewOf = (branchPipelines: readonly Pipeline[]): Overview => ({
  project: { path: 'acme/shop/api', name: 'api', webUrl: 'https://gitlab.example.com/acme/shop/api' },
  mergeRequests: [],
  branchPipelines,
  basePipelines: [],
  findings: [],
  findingsFailed: false,
});

/** A refresher whose GitLab answers when a test says so, and whose clock is in its hands. */
function makeStage() {
  const asked: {
    readonly branch: string;
    readonly signal: AbortSignal;
    answer: (value: Overview | Error) => void;
  }[] = [];
  /** Answers to the questions for pipelines of the target branch. */
  const bases: ((pipelines: readonly Pipeline[]) => void)[] = [];
  const timers: { readonly milliseconds: number; readonly callback: () => void; isOff: boolean }[] = [];
  const gitlab = {
    instance,
    overview: ({ branches }: { branches: readonly string[] }, signal: AbortSignal) =>
      new Promise<Overview>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        const answer = (value: Overview | Error) => (value instanceof Error ? reject(value) : resolve(value));
        asked.push({ branch: branches[0] ?? '', signal, answer });
      }),
    forkedFrom: () => Promise.resolve(undefined),
    findings: () => Promise.resolve(undefined),
    pipelinesAt: () => new Promise<readonly Pipeline[]>((resolve) => bases.push(resolve)),
  };
  const silent = () => {};
  /** What is on disk, by branch; gone when it was dropped. */
  const kept = new Map<string | undefined, ReadySnapshot>();
  const attention = { isThere: true, returns: new Emitter<undefined>() };
  const store = new SnapshotStore();
  const asking = { as: 'dana' };
  const ports = {
    inUse: () => Promise.resolve(asking.as === '' ? [] : [{ instance, mark: asking.as }]),
    signedIn: {
      instances: () => Promise.resolve([instance]),
      ignoredHosts: () => [],
      connect: () => Promise.resolve(gitlab as unknown as GitLab),
    },
    scannedText: { linesAt: () => Promise.resolve(() => undefined) },
    now: () => 1,
    store,
    stored: {
      recall: ({ branch }: BranchHead) => Promise.resolve(kept.get(branch)),
      keep: ({ branch }: BranchHead, snapshot: ReadySnapshot) => void kept.set(branch, snapshot),
      drop: ({ branch }: BranchHead) => void kept.delete(branch),
    },
    logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    chosenMergeRequest: () => undefined,
    attention: { isThere: () => attention.isThere, onDidReturn: attention.returns.event },
    schedule: (milliseconds: number, callback: () => void) => {
      const timer = { milliseconds, callback, isOff: false };
      timers.push(timer);
      return { dispose: () => void (timer.isOff = true) };
    },
  };
  return {
    asked,
    asking,
    attention,
    bases,
    timers,
    store,
    ports,
    kept,
    shown: () => store.cells.get('file:///api'),
  };
}

/** Lets everything that is under way without a timer come to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a run shows its answer and plans the next one', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const done = refresher.refresh();
  await settled();
  assert.equal(stage.shown()?.snapshot.kind, 'loading');
  stage.asked[0]?.answer(overviewOf([pipeline(1, noJobs)]));
  await done;
  assert.equal(stage.shown()?.snapshot.kind, 'ready');
  assert.deepEqual(
    stage.timers.map(({ milliseconds }) => milliseconds),
    [300_000],
  );
  stage.timers[0]?.callback();
  await settled();
  assert.equal(stage.asked.length, 2);
});

/** A merge request whose target branch is another one than git guessed. */
const ofMergeRequest: Overview = {
  ...overviewOf([]),
  mergeRequests: [
    {
      mergeRequest: {
        iid: '1',
        title: 'Add it',
        webUrl: 'https://gitlab.example.com/acme/shop/api/-/merge_requests/1',
        projectPath: 'acme/shop/api',
        sourceBranch: 'main',
        targetBranch: 'develop',
        updatedAt: '2026-03-03T11:00:00Z',
        baseSha: 'd'.repeat(40),
      },
      headPipelineId: '1',
      pipelines: [pipeline(1)],
    },
  ],
  findings: [
    {
      pipelineId: '1',
      findings: [
        { ...bareFinding, uuid: '7', state: 'detected', hasRemediation: false } satisfies GitLabFinding,
      ],
    },
  ],
};

test('findings are shown while the comparison is on its way, on the first run and on no later one', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const told = () => [stage.shown()?.ready?.comparison, stage.shown()?.refreshing];
  const first = refresher.refresh();
  await settled();
  stage.asked[0]?.answer(ofMergeRequest);
  await settled();
  assert.deepEqual(told(), ['pending', true]);
  stage.bases[0]?.([]);
  await first;
  assert.deepEqual(told(), ['none', false]);
  refresher.update({ ...head('main'), probableBase: 'e'.repeat(40) });
  await settled();
  stage.asked[1]?.answer(ofMergeRequest);
  await settled();
  assert.equal(stage.bases.length, 2);
  assert.deepEqual(told(), ['none', true]);
});

test('the newest run wins: it aborts the older one, whose late answer is not heard', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const first = refresher.refresh();
  await settled();
  const second = refresher.refresh();
  await settled();
  assert.equal(stage.asked[0]?.signal.aborted, true);
  stage.asked[0].answer(overviewOf([pipeline(1, noJobs)]));
  await first;
  assert.equal(stage.shown()?.refreshing, true);
  stage.asked[1]?.answer(overviewOf([pipeline(2, noJobs)]));
  await second;
  const shown = stage.shown()?.snapshot;
  assert.equal(shown?.kind === 'ready' && shown.pipeline.id, '2');
  assert.equal(stage.timers.length, 1);
});

test('a switched branch overtakes the run, and its findings go at once', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const first = refresher.refresh();
  await settled();
  stage.asked[0]?.answer(overviewOf([pipeline(1, noJobs)]));
  await first;
  refresher.update(head('feature'));
  assert.equal(stage.shown()?.ready, undefined);
  assert.equal(stage.timers[0]?.isOff, true, 'the planned run of the other branch is off');
  await settled();
  assert.equal(stage.asked[1]?.branch, 'feature');
  refresher.update(head('other'));
  await settled();
  assert.equal(stage.asked[1].signal.aborted, true);
  assert.equal(stage.asked[2]?.branch, 'other');
});

test('a commit on the same branch keeps what is shown until the answer comes', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const first = refresher.refresh();
  await settled();
  stage.asked[0]?.answer(overviewOf([pipeline(1, noJobs)]));
  await first;
  refresher.update({ ...head('main'), commit: 'c'.repeat(40) });
  assert.equal(stage.shown()?.ready?.pipeline.id, '1');
  assert.equal(stage.shown()?.refreshing, true);
});

test('after its end nothing is shown, asked or planned any more', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const run = refresher.refresh();
  await settled();
  refresher.dispose();
  await run;
  assert.equal(stage.asked[0]?.signal.aborted, true);
  assert.equal(stage.shown(), undefined);
  refresher.update(head('feature'));
  await refresher.refresh();
  await settled();
  assert.equal(stage.shown(), undefined);
  assert.equal(stage.asked.length, 1);
  assert.equal(stage.timers.length, 0);
});

test('a pipeline that starts after a quiet hour is followed from its beginning', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const play = async (answer: Overview | Error) => {
    const run = refresher.refresh();
    await settled();
    stage.asked.at(-1)?.answer(answer);
    await run;
    return (stage.timers.at(-1)?.milliseconds ?? 0) / 1000;
  };
  const running = (id: number) =>
    overviewOf([pipeline(id, { ...noJobs, status: 'running' }), pipeline(1, noJobs)]);
  const waits: number[] = [];
  const idle = Array.from({ length: 12 }, () => overviewOf([pipeline(1, noJobs)]));
  for (const answer of [...idle, running(2), running(2), running(3), ...idle.slice(0, 1)]) {
    waits.push(await play(answer));
  }
  const offline = new GitLabFailure('unreachable', 'off');
  for (const answer of [offline, offline, new GitLabFailure('serverError', '500')])
    waits.push(await play(answer));
  assert.deepEqual(waits.slice(12), [10, 15, 10, 300, 30, 60, 30]);
  assert.equal(await play(new GitLabFailure('rateLimited', '429', { retryAfter: 600_000 })), 600);
});

test('a running pipeline is followed while somebody looks, and caught up with when they come back', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const answerWith = async (answer: Overview) => {
    await settled();
    stage.asked.at(-1)?.answer(answer);
    await settled();
  };
  const running = overviewOf([pipeline(2, { ...noJobs, status: 'running' }), pipeline(1, noJobs)]);
  void refresher.refresh();
  await answerWith(running);
  stage.attention.isThere = false;
  stage.timers.at(-1)?.callback();
  await settled();
  assert.equal(stage.asked.length, 1, 'nobody looks');
  assert.equal(stage.timers.length, 1, 'and nothing is planned');
  stage.attention.isThere = true;
  for (let times = 0; times < 2; times++) stage.attention.returns.fire(undefined);
  await settled();
  assert.equal(stage.asked.length, 2, 'asked at once, and once');
  await answerWith(overviewOf([pipeline(2, noJobs)]));
  stage.attention.isThere = false;
  stage.timers.at(-1)?.callback();
  await settled();
  assert.equal(stage.asked.length, 3, 'what is finished is looked after as before');
});

test('a refresh, a moved branch and the end take the place of waiting for somebody', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  const running = overviewOf([pipeline(2, { ...noJobs, status: 'running' })]);
  void refresher.refresh();
  await settled();
  stage.asked[0]?.answer(running);
  await settled();
  stage.attention.isThere = false;
  stage.timers[0]?.callback();
  refresher.update({ ...head('main'), commit: 'c'.repeat(40) });
  await settled();
  assert.equal(stage.asked.length, 2);
  stage.asked[1]?.answer(running);
  await settled();
  stage.timers[1]?.callback();
  refresher.dispose();
  stage.attention.returns.fire(undefined);
  await settled();
  assert.equal(stage.asked.length, 2);
});

test('each repository has a refresher, and all are asked, or one', async () => {
  const stage = makeStage();
  const refreshers = new Refreshers(stage.ports);
  const other = { ...head('main'), repository: { root: 'file:///web', name: 'web' } };
  refreshers.update(head('main'));
  refreshers.update(other);
  await settled();
  for (const { answer } of stage.asked) answer(overviewOf([pipeline(1, noJobs)]));
  await settled();
  assert.equal(stage.store.cells.size, 2);
  void refreshers.refresh();
  await settled();
  assert.equal(stage.asked.length, 4);
  void refreshers.refresh('file:///web');
  void refreshers.refresh('file:///nothing');
  await settled();
  assert.equal(stage.asked.length, 5);
  refreshers.remove('file:///web');
  assert.deepEqual([...stage.store.cells.keys()], ['file:///api']);
  refreshers.dispose();
  assert.equal(stage.store.cells.size, 0);
  assert.ok(stage.asked.every(({ signal }, index) => index < 2 || signal.aborted));
});

const stale: ReadySnapshot = { ...readySnapshot, branch: 'main', findings: [bareFinding] };

/** What a window shows while its first run is under way, and after it. */
async function firstRun(answer: Overview | Error) {
  const stage = makeStage();
  stage.kept.set('main', stale);
  const told = () => {
    const { snapshot, ready, refreshing } = stage.shown() ?? {};
    return [snapshot?.kind, ready?.pipeline.id ?? 'nothing', ...(refreshing ? ['refreshing'] : [])].join(' ');
  };
  const run = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() }).refresh();
  await settled();
  const during = told();
  stage.asked[0]?.answer(answer);
  await run;
  return { during, after: told(), kept: stage.kept.get('main')?.pipeline.id };
}

test('a new window shows what the one before it knew, until GitLab answers', async () => {
  assert.deepEqual(await firstRun(overviewOf([pipeline(7, noJobs)])), {
    during: 'loading 99120 refreshing',
    after: 'ready 7',
    kept: '7',
  });
});

test('what an earlier window knew stays where GitLab cannot be reached', async () => {
  for (const code of ['unreachable', 'timeout', 'serverError', 'rateLimited', 'unexpectedAnswer'] as const) {
    const { after, kept } = await firstRun(new GitLabFailure(code, code));
    assert.deepEqual([after, kept], ['failed 99120', '99120'], code);
  }
});

test('what an earlier window knew goes where GitLab refuses, or has nothing', async () => {
  for (const code of ['unauthorized', 'insufficientScope', 'forbidden', 'notFound'] as const) {
    const { after, kept } = await firstRun(new GitLabFailure(code, code));
    assert.deepEqual([after, kept], ['failed nothing', undefined], code);
  }
  const { after, kept } = await firstRun(overviewOf([]));
  assert.deepEqual([after, kept], ['noPipeline nothing', undefined]);
});

test('a refusal takes nothing away that this window was told itself', async () => {
  const stage = makeStage();
  const refresher = new Refresher(head('main'), { ...stage.ports, memory: new RunMemory() });
  for (const answer of [overviewOf([pipeline(7, noJobs)]), new GitLabFailure('unauthorized', '401')]) {
    const run = refresher.refresh();
    await settled();
    stage.asked.at(-1)?.answer(answer);
    await run;
  }
  assert.equal(stage.shown()?.ready?.pipeline.id, '7');
});

/** A window that shows a pipeline's findings, as one account was given them. */
async function shownToDana() {
  const stage = makeStage();
  const forgotten: string[] = [];
  stage.store.onDidForget((root) => forgotten.push(root));
  const refreshers = new Refreshers(stage.ports);
  refreshers.update(head('main'));
  await settled();
  stage.asked[0]?.answer(overviewOf([pipeline(7, noJobs)]));
  await settled();
  assert.equal(stage.shown()?.ready?.pipeline.id, '7');
  // What is on disk is kept for each account, and another one has nothing there.
  stage.kept.clear();
  return { ...stage, refreshers, forgotten };
}

test('what one account was given is not shown to another, whatever becomes of its request', async () => {
  for (const code of ['unauthorized', 'forbidden', 'unreachable'] as const) {
    const stage = await shownToDana();
    stage.asking.as = 'rae';
    const run = stage.refreshers.startAnew();
    await settled();
    assert.deepEqual([stage.shown()?.snapshot.kind, stage.shown()?.ready], ['loading', undefined], code);
    stage.asked.at(-1)?.answer(new GitLabFailure(code, code));
    await run;
    assert.deepEqual([stage.shown()?.snapshot.kind, stage.shown()?.ready], ['failed', undefined], code);
    assert.deepEqual(stage.forgotten, ['file:///api']);
  }
});

test('what one account was given goes too where it is exchanged without a word, or nobody is signed in', async () => {
  for (const as of ['rae', '']) {
    const stage = await shownToDana();
    stage.asking.as = as;
    stage.timers[0]?.callback();
    await settled();
    assert.equal(stage.shown()?.ready, undefined, as);
  }
});

test('where the same account signed in again nothing that is shown goes', async () => {
  const stage = await shownToDana();
  const seen: (string | undefined)[] = [];
  stage.store.onDidChange(() => seen.push(stage.shown()?.ready?.pipeline.id));
  const run = stage.refreshers.startAnew();
  await settled();
  stage.asked.at(-1)?.answer(new GitLabFailure('unreachable', 'off'));
  await run;
  assert.ok(seen.length > 0 && seen.every((id) => id === '7'), seen.join());
  assert.deepEqual(stage.forgotten, []);
});

test('what is shown stays where it is another instance that is asked as somebody else', async () => {
  const stage = await shownToDana();
  const elsewhere = { instance: { url: 'https://elsewhere.example' }, mark: 'sam' };
  stage.ports.inUse = () => Promise.resolve([{ instance, mark: 'dana' }, elsewhere]);
  void stage.refreshers.startAnew();
  await settled();
  assert.equal(stage.shown()?.ready?.pipeline.id, '7');
});

test('a disk that is slower than a refusal of the connection is waited for', async () => {
  const stage = makeStage();
  let found: (snapshot: ReadySnapshot) => void = () => undefined;
  const recall = () => new Promise<ReadySnapshot>((resolve) => (found = resolve));
  const ports = { ...stage.ports, stored: { ...stage.ports.stored, recall }, memory: new RunMemory() };
  const run = new Refresher(head('main'), ports).refresh();
  await settled();
  stage.asked[0]?.answer(new GitLabFailure('unreachable', 'off'));
  await settled();
  assert.equal(stage.shown()?.snapshot.kind, 'loading');
  found(stale);
  await run;
  assert.deepEqual(
    [stage.shown()?.snapshot.kind, stage.shown()?.ready?.pipeline.id],
    ['failed', stale.pipeline.id],
  );
});

test('what comes from disk after the branch was switched is not shown', async () => {
  const stage = makeStage();
  let found: (snapshot: ReadySnapshot) => void = () => undefined;
  const recall = ({ branch }: BranchHead) =>
    branch === 'main'
      ? new Promise<ReadySnapshot>((resolve) => (found = resolve))
      : Promise.resolve(undefined);
  const ports = { ...stage.ports, stored: { ...stage.ports.stored, recall }, memory: new RunMemory() };
  const refresher = new Refresher(head('main'), ports);
  void refresher.refresh();
  await settled();
  refresher.update(head('feature'));
  found(stale);
  await settled();
  assert.equal(stage.shown()?.ready, undefined);
});
