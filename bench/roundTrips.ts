import { RunMemory } from '../src/core/sync/runMemory.ts';
import { connect, runReady } from '../test/support/run.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';
import { naiveChain } from './roundTrips/naiveChain.ts';
import { cases, makeScene, type Case, type Scene } from './roundTrips/cases.ts';

/** Round trips to GitLab from a cold start to findings shown, and the requests of a refresh in which nothing changed. */
export async function benchRoundTrips(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const one of cases) {
    const scene = await makeScene(one);
    try {
      // Without any latency it cannot be seen what waited for what.
      for (const latency of [25, 50, 200]) measurements.push(...(await measure(one, scene, latency)));
      if (one.isUsual) for (const latency of [50, 200]) measurements.push(await compare(one, scene, latency));
    } finally {
      await scene.stop();
    }
  }
  return measurements;
}

/** Without latency it would be the test GitLab that is measured. A cold start with everything that belongs to it, findings read and compared with the target branch's, and the chain, in turns. */
async function compare(
  { name, gitlab: { version } }: Case,
  scene: Scene,
  latency: number,
): Promise<Measurement> {
  const { gitlab, token, repository } = scene;
  const { url } = gitlab;
  gitlab.delay('*', latency);
  const ratios: number[] = [];
  for (let time = 0; time < 8; time++) {
    const chain = await millisecondsOf(() => naiveChain(url, token, 'acme/shop/api', version !== '19.4.0'));
    const ours = await millisecondsOf(() => runReady({ url, token, clone: repository.clone }));
    // The first of each compiles what it is made of.
    if (time > 0) ratios.push(ours / chain);
  }
  return atMost(
    `cold start, ${name}, ${latency} ms latency, times a chain of single requests`,
    medianOf(ratios),
    '×',
    1,
  );
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(
  { name, findings, limit }: Case,
  { gitlab, token, repository, remotes }: Scene,
  latency: number,
): Promise<readonly Measurement[]> {
  const memory = new RunMemory();
  const connections = connect({ url: gitlab.url, token });
  const { url } = gitlab;
  let shownAfter: number | undefined;
  const onPart = () => {
    shownAfter = gitlab.roundTrips({ answered: true });
  };
  const options = { url, token, clone: repository.clone, memory, connections, ...(remotes && { remotes }) };
  gitlab.delay('*', latency);
  gitlab.resetRequests();
  const { findings: shown } = await runReady({ ...options, onPart });
  if (shown.length !== findings) throw new Error(`${name}: ${shown.length} findings instead of ${findings}`);
  const trips = shownAfter ?? gitlab.roundTrips();
  const cold = atMost(`cold start, ${name}, ${latency} ms latency`, trips, 'round trips', limit);
  gitlab.resetRequests();
  await runReady(options);
  const again = atMost(`refresh with nothing changed, ${name}`, gitlab.requests.length, 'requests', 1);
  return latency === 25 ? [cold, again] : [cold];
}
