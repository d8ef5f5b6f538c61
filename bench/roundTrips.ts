import { RunMemory } from '../src/core/sync/runMemory.ts';
import { connect, runReady } from '../test/support/run.ts';
import { atMost, type Measurement } from './measurement.ts';
import { cases, makeScene, type Case, type Scene } from './roundTrips/cases.ts';

/** Round trips to GitLab from a cold start to findings shown, and the requests of a refresh in which nothing changed. */
export async function benchRoundTrips(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const one of cases) {
    const scene = await makeScene(one);
    try {
      for (const latency of [25, 50, 200]) measurements.push(...(await measure(one, scene, latency)));
    } finally {
      await scene.stop();
    }
  }
  return measurements;
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
