// Prints every figure with its limit as a JSON line: npm run bench [-- NAME...] with names of the groups below.
import { benchActivation } from './activation.ts';
import { benchAnswers } from './answers.ts';
import { benchBundle } from './bundle.ts';
import { benchMemory } from './memory.ts';
import type { Measurement } from './measurement.ts';
import { benchPlacement } from './placementSpeed.ts';
import { benchStretches } from './placementStretches.ts';
import { benchRefreshes } from './refreshes.ts';
import { benchReport } from './report.ts';
import { benchRepositories } from './repositories.ts';
import { benchRoundTrips } from './roundTrips.ts';
import { benchScale } from './scale.ts';
import { benchTree } from './tree.ts';

const groups: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  bundle: benchBundle,
  report: benchReport,
  memory: benchMemory,
  roundTrips: benchRoundTrips,
  refreshes: benchRefreshes,
  tree: benchTree,
  placement: benchPlacement,
  answers: benchAnswers,
  stretches: benchStretches,
  activation: benchActivation,
  scale: benchScale,
  repositories: benchRepositories,
};

const wanted = process.argv.slice(2);
let allOk = true;
for (const [name, bench] of Object.entries(groups)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const measurement of await bench()) {
    console.log(JSON.stringify(measurement));
    allOk &&= measurement.ok;
  }
}
process.exit(allOk ? 0 : 1);
