import assert from 'node:assert/strict';
import type { Random } from '../../bench/placement/random.ts';
import type { Problem, ReadySnapshot } from '../../src/core/model/snapshot.ts';
import type { Cell } from '../../src/core/sync/snapshotStore.ts';
import type { Stage } from '../unit/gitlab/support/stage.ts';
import { faultsOf } from './allFaults.ts';
import { makeGround, type Ground } from './ground.ts';
import { assertNothingLeft, timers } from './leaks.ts';
import { headOf, type Cleanup, type RefreshScene, type Sight } from './refreshScene.ts';
import { openWindow, type Window } from './window.ts';
import { meaningOf, requestsOf, type WireFault } from './wireFault.ts';

/** Lets one read of refreshes go wrong in every way. Gives the number of ways, and what was wrong about each. */
export async function playRefreshes(scene: RefreshScene, t: Cleanup, random: Random) {
  const stage = await scene.make(t);
  const ground = await makeGround(t, stage.gitlab, scene.isSecure);
  const target = scene.target(stage);
  const before = timers();
  const first = open(scene, stage, ground);
  const well = readyIn(await first.refresh());
  first.dispose();
  const usual = ground.wayOut.sent.length;
  assert.equal(ground.wayOut.countOf(target), scene.aimed + (scene.spared ?? 0), 'requests that are meant');
  const faults = faultsOf(scene.kind, scene.isSecure ?? false, ground.elsewhere, random).filter(
    (fault) => !scene.without?.(fault),
  );
  const flaws: string[] = [];
  for (const fault of faults) {
    const victim = Math.floor(random() * scene.aimed);
    try {
      await playOne(scene, fault, { stage, ground, target, well, usual, victim });
      await assertNothingLeft(before, () => unanswered(stage));
    } catch (error) {
      const text = (error instanceof Error ? error.message : String(error))
        .replace(/\s+/g, ' ')
        .slice(0, 600);
      flaws.push(`${scene.name}: ${fault.name} (victim ${victim}): ${text}`);
    }
    stage.gitlab.recover();
    ground.wayOut.open();
  }
  return { cases: faults.length, flaws };
}

interface Play {
  readonly stage: Stage;
  readonly ground: Ground;
  readonly target: string;
  /** What is seen when nothing goes wrong, and how many requests that takes. */
  readonly well: ReadySnapshot;
  readonly usual: number;
  /** Which of the requests meant is hit, where not all of them are. */
  readonly victim: number;
}

async function playOne(scene: RefreshScene, fault: WireFault, play: Play): Promise<void> {
  const { stage, ground, target, well, usual } = play;
  const { wayOut } = ground;
  const meaning = meaningOf(fault, scene.kind) ?? assert.fail('a fault that means nothing here');
  stage.gitlab.resetRequests();
  wayOut.open();
  const window = open(scene, stage, ground, fault);
  strike(scene, fault, play, scene.spared ?? 0);
  const cell = await window.refresh();
  assertSeen(cell, meaning === 'well' ? 'as ever' : scene.sight(meaning), well);
  const requests = requestsOf(fault, scene.kind);
  const isOnce = fault.times !== undefined;
  const most = isOnce ? scene.aimed + requests - 1 : scene.aimed * requests;
  const aimed = wayOut.countOf(target) - (scene.spared ?? 0);
  if (scene.hasRival) assert.ok(aimed <= most, `${aimed} requests, at most ${most} due`);
  else assert.equal(aimed, most, 'requests that are meant');
  assertNoStorm(wayOut.sent.length, usual + most - scene.aimed, scene, fault);
  if (fault.leastWait !== undefined && !scene.hasRival)
    assert.ok(
      window.waits.length === (requests - 1) * scene.aimed &&
        window.waits.every((wait) => wait >= (fault.leastWait ?? 0)),
      `waited ${window.waits.join(', ')} ms`,
    );

  heal(stage, ground);
  assert.deepEqual(readyIn(await window.refresh()), well, 'the next refresh heals');

  // Whatever goes wrong from now on, findings that are here stay.
  if (meaning !== 'well' && scene.target(stage) === 'Overview' && !scene.spared) {
    strike(scene, fault, play, 0);
    const later = await window.refresh();
    assert.equal(later.snapshot.kind, 'failed');
    assert.deepEqual(later.ready, well, 'what is here stays');
    heal(stage, ground);
  }
  window.dispose();
}

function strike(scene: RefreshScene, { fault, times }: WireFault, play: Play, spared: number): void {
  const { stage, ground, target, victim } = play;
  if (typeof fault === 'string') ground.wayOut.close(target, fault, spared);
  else if (scene.at === 'objectStore') stage.gitlab.objectStore.faults.add('*', fault, times ?? Infinity, 0);
  else stage.gitlab.fail(target, fault, times ?? Infinity, spared + (times === undefined ? 0 : victim));
}

function heal({ gitlab }: Stage, { wayOut }: Ground): void {
  gitlab.recover();
  wayOut.open();
}

function open(scene: RefreshScene, stage: Stage, { url, wayOut }: Ground, fault?: WireFault): Window {
  const { token } = stage;
  const patience = fault?.patience;
  return openWindow(headOf(scene, url), { url, token, wayOut, ...(patience && { patience }) });
}

function readyIn({ snapshot }: Cell): ReadySnapshot {
  assert.equal(snapshot.kind, 'ready', JSON.stringify(snapshot));
  return snapshot;
}

function assertSeen({ snapshot }: Cell, sight: Sight, well: ReadySnapshot): void {
  if (sight === 'as ever') {
    assert.deepEqual(snapshot, well);
    return;
  }
  if ('failed' in sight) {
    assert.equal(snapshot.kind, 'failed', 'it failed');
    assert.equal(snapshot.failure, sight.failed);
    return;
  }
  assert.equal(snapshot.kind, 'ready', JSON.stringify(snapshot));
  assert.equal(snapshot.findings.length, sight.findings, 'findings');
  const usual = new Set(well.problems.map((one) => JSON.stringify(one)));
  const told = snapshot.problems.filter((one) => !usual.has(JSON.stringify(one)));
  assert.equal(told.length, 1, JSON.stringify(told));
  const named = Object.fromEntries(
    Object.keys(sight.problem).map((key) => [key, told[0]?.[key as keyof Problem]]),
  );
  assert.deepEqual(named, sight.problem);
}

/** Where redirects lead elsewhere, or a store is asked, each try is more than one request. */
function assertNoStorm(sent: number, due: number, { aimed, at }: RefreshScene, fault: WireFault): void {
  const hops = at === 'objectStore' || fault.isRedirect ? 6 * aimed : 0;
  assert.ok(sent <= due + hops, `${sent} requests, ${due} due`);
}

function unanswered({ gitlab }: Stage): number {
  return gitlab.requests.filter(({ endedAt }) => endedAt === Infinity).length;
}
