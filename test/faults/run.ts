// npm run test:faults -- [--rounds N] [--seed N] [--read TEXT]
// A line of JSON per round; `--seed THAT --rounds 1` plays a round again. Fails where a fault was not borne, or rounds leave
// something behind: sockets, timers, memory.
import { parseArgs } from 'node:util';
import { forgetSecrets } from '../gitlab/http/tokenWatch.ts';
import { playRound } from './playRound.ts';
import { idleSockets, timers } from './leaks.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string' },
    read: { type: 'string', default: '' },
  },
});
const first = values.seed === undefined ? Math.floor(Math.random() * 1e8) : Number(values.seed);
/** Of memory that is held, after the first round: caches and compiled code have come to rest. */
const mostGrowthMb = 64;

/** All that is held when nothing is under way. */
async function held() {
  // Kept connections end by themselves within five seconds.
  await new Promise((resolve) => setTimeout(resolve, 6000));
  globalThis.gc?.();
  const handles = process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'Immediate')
    .sort();
  const heapMb = Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
  return { handles, heapMb, idleSockets: idleSockets(), timers: timers() };
}

let failed = 0;
let cases = 0;
let early: Awaited<ReturnType<typeof held>> | undefined;
for (let round = 0; round < Number(values.rounds); round += 1) {
  const seed = first + round;
  const started = performance.now();
  const played = await playRound(seed, (name) => name.includes(values.read));
  // All of them are this round's: to go on looking for those of a hundred would take longer than the round.
  forgetSecrets();
  const seconds = Math.round((performance.now() - started) / 1000);
  const now = await held();
  early ??= now;
  const flaws = [
    ...played.flaws,
    ...(now.handles.length > early.handles.length
      ? [`handles ${now.handles.join(' ')}, first ${early.handles.join(' ')}`]
      : []),
    ...(now.heapMb - early.heapMb > mostGrowthMb ? [`${now.heapMb} MB, ${early.heapMb} at first`] : []),
  ];
  failed += flaws.length;
  cases += played.cases;
  console.log(
    JSON.stringify({
      round: round + 1,
      seed,
      cases: played.cases,
      flaws: flaws.length,
      seconds,
      ...now,
      handles: now.handles.length,
    }),
  );
  for (const flaw of flaws) console.log(`  ${flaw}`);
}
console.log(`${cases} faults, ${failed} not borne`);
process.exit(failed === 0 ? 0 : 1);
