import { pick, randomFrom } from '../../bench/placement/random.ts';
import { playReads } from './playReads.ts';
import { playRefreshes } from './playRefreshes.ts';
import type { WriteStage } from '../unit/gitlab/support/writeStage.ts';
import type { Cleanup } from './refreshScene.ts';
import { refreshScenes } from './refreshScenes.ts';
import { makeLibrary, soleReads } from './soleReads.ts';

export interface Round {
  readonly cases: number;
  readonly flaws: readonly string[];
}

/** Every read by every fault, in an order and with victims that the seed decides. */
export async function playRound(seed: number, wanted: (name: string) => boolean): Promise<Round> {
  const random = randomFrom(seed);
  const atTheEnd: (() => unknown)[] = [];
  let library: Promise<WriteStage> | undefined;
  const open = () =>
    (library ??= makeLibrary({ after: (cleanup) => void atTheEnd.push(cleanup as () => unknown) }));
  const reads = [
    ...refreshScenes.map((scene) => ({
      name: scene.name,
      play: (t: Cleanup) => playRefreshes(scene, t, random),
    })),
    ...soleReads.map((read) => ({
      name: read.name,
      play: async (t: Cleanup) => playReads(read, await open(), t, random),
    })),
  ].filter(({ name }) => wanted(name));
  let cases = 0;
  const flaws: string[] = [];
  for (const { name, play } of pick(reads, reads.length, random)) {
    const cleanups: (() => unknown)[] = [];
    try {
      const played = await play({ after: (cleanup) => void cleanups.push(cleanup as () => unknown) });
      cases += played.cases;
      flaws.push(...played.flaws);
    } catch (error) {
      flaws.push(`${name}: ${String(error)}`);
    }
    flaws.push(...(await cleanUp(cleanups)).map((flaw) => `${name}, at its end: ${flaw}`));
  }
  flaws.push(...(await cleanUp(atTheEnd)));
  return { cases, flaws };
}

/** Gives what goes wrong about it: servers tell at their end what they saw that they must not. */
async function cleanUp(cleanups: readonly (() => unknown)[]): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const cleanup of [...cleanups].reverse()) {
    try {
      await cleanup();
    } catch (error) {
      flaws.push(String(error));
    }
  }
  return flaws;
}
