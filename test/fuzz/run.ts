// npm run fuzz -- [--seed N] [--inputs N] [--target NAME]...
// Without --inputs, ten thousand of each; a line of JSON per target, and the seed of the first input of each kind of crash:
// `--seed THAT --inputs 1 --target NAME` tries it again.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { targets } from './targets.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    inputs: { type: 'string', default: '10000' },
    target: { type: 'string', multiple: true },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e8) : Number(values.seed);
const wanted = values.target ?? targets.map(({ name }) => name);
const unknown = wanted.filter((name) => !targets.some((target) => target.name === name));
if (unknown.length > 0) throw new Error(`There is no target ${unknown.join(', ')}.`);
console.log(`seed ${seed}`);
let failed = 0;
for (const target of targets.filter(({ name }) => wanted.includes(name))) {
  const tally = await fuzz(target, { seed, inputs: Number(values.inputs) });
  if (!tally) {
    console.log(`${target.name} skipped: what it is made of is not here`);
    continue;
  }
  const { crashes, ...figures } = tally;
  failed += crashes.length;
  console.log(JSON.stringify({ ...figures, crashes: crashes.length }));
  for (const crash of crashes) console.log(`  seed ${crash.seed}, ${crash.times} times: ${crash.error}`);
}
process.exit(failed === 0 ? 0 : 1);
