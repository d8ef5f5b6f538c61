import assert from 'node:assert/strict';
import type { Random } from '../../bench/placement/random.ts';
import { isGitLabFailure } from '../../src/core/model/failure.ts';
import type { WriteStage } from '../unit/gitlab/support/writeStage.ts';
import { watch } from '../support/watchedLogger.ts';
import { faultsOf } from './allFaults.ts';
import { makeGround, type Ground } from './ground.ts';
import { assertNothingLeft, timers } from './leaks.ts';
import type { Cleanup } from './refreshScene.ts';
import type { Asking, SoleRead } from './soleRead.ts';
import { connectionsOf } from './window.ts';
import { meaningOf, requestsOf, type Meaning, type WireFault } from './wireFault.ts';

/** Lets a read outside of refreshes go wrong in every way. Gives the number of ways, and what was wrong about each. */
export async function playReads(read: SoleRead, stage: WriteStage, t: Cleanup, random: Random) {
  const ground = await makeGround(t, stage.gitlab);
  const token = stage.gitlab.addToken(stage.developer);
  // One for all of them, as that of a window is.
  const { signal } = new AbortController();
  const before = timers();
  const open = (patience?: WireFault['patience']) => openAsking(stage, ground, token, signal, patience);
  const well = await read.ask(await open());
  assert.ok(well !== undefined && JSON.stringify(well) !== '[]', 'there is something to read');
  assert.equal(ground.wayOut.countOf(read.target), 1, 'requests that are meant');
  const usual = ground.wayOut.sent.length;
  const faults = faultsOf(read.kind, false, ground.elsewhere, random);
  const flaws: string[] = [];
  for (const fault of faults) {
    const { gitlab } = stage;
    try {
      ground.wayOut.open();
      gitlab.resetRequests();
      if (typeof fault.fault === 'string') ground.wayOut.close(read.target, fault.fault);
      else gitlab.fail(read.target, fault.fault, fault.times ?? Infinity);
      const meaning = meaningOf(fault, read.kind) ?? assert.fail('a fault that means nothing here');
      const asking = await open(fault.patience);
      await assertComesTo(meaning, read, asking, well);
      const requests = requestsOf(fault, read.kind);
      assert.equal(ground.wayOut.countOf(read.target), requests, 'requests that are meant');
      const hops = fault.isRedirect ? 3 : 0;
      assert.ok(
        ground.wayOut.sent.length <= usual + requests - 1 + hops,
        `${ground.wayOut.sent.length} requests`,
      );
      gitlab.recover();
      ground.wayOut.open();
      // As patient as usual again.
      const next = fault.patience ? await open() : asking;
      assert.deepEqual(await read.ask(next), well, 'the next time it is there');
      const unanswered = () => gitlab.requests.filter(({ endedAt }) => endedAt === Infinity).length;
      await assertNothingLeft(before, unanswered, signal);
    } catch (error) {
      const text = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
      flaws.push(`${read.name}: ${fault.name}: ${text.slice(0, 600)}`);
    }
    gitlab.recover();
  }
  return { cases: faults.length, flaws };
}

async function assertComesTo(meaning: Meaning, read: SoleRead, asking: Asking, well: unknown): Promise<void> {
  const answer = read.ask(asking);
  if (meaning === 'well') {
    assert.deepEqual(await answer, well);
    return;
  }
  if (read.bears === 'everything' || read.bears?.includes(meaning)) {
    assert.notDeepEqual(await answer, well);
    return;
  }
  await assert.rejects(answer, (error) => {
    assert.ok(isGitLabFailure(error), String(error));
    assert.equal(error.code, meaning);
    watch(error, 'an error');
    return true;
  });
}

async function openAsking(
  stage: WriteStage,
  { url, wayOut }: Ground,
  token: string,
  signal: AbortSignal,
  patience: WireFault['patience'],
): Promise<Asking> {
  const { connections } = connectionsOf({ url, token, wayOut, ...(patience && { patience }) });
  const instance = { url };
  const gitlab = await connections.connect(instance);
  return {
    stage,
    token,
    instance,
    connections,
    gitlab,
    changes: await connections.changes(instance),
    signal,
  };
}
