import { parseReport } from '../src/core/report/parseReport.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bigReport } from './bigReport.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';
import { runTimeValidator } from './runTimeValidator.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes, and how often they are read: what takes long varies little. */
const sizes = [
  [1, 25],
  [10, 11],
  [50, 5],
  [200, 3],
] as const;

/**
 * What it costs to read a valid SAST report from its bytes to its findings, in terms of what else could be done with it:
 * medians of alternating runs. A megabyte has about 520 findings.
 */
export async function benchReport(): Promise<Measurement[]> {
  const kept = warmUp();
  const measurements: Measurement[] = [];
  const perMegabyte = new Map<number, number>();
  for (const [megabytes, runs] of sizes) {
    const bytes = new TextEncoder().encode(bigReport(megabytes * 1_000_000));
    const text = new TextDecoder().decode(bytes);
    const [parsing, reading] = await medians(runs, [() => JSON.parse(text) as unknown, () => read(bytes)]);
    perMegabyte.set(megabytes, reading / megabytes);
    measurements.push(
      atMost(`read a report of ${megabytes} MB, times JSON.parse`, reading / parsing, '×', 1.6),
      atMost(`read a report of ${megabytes} MB`, reading, 'ms', 50 * megabytes),
    );
  }
  const growth = (perMegabyte.get(200) ?? NaN) / (perMegabyte.get(10) ?? NaN);
  // Of exactly linear growth that is 1; the rest is what a larger heap costs the garbage collector, and noise.
  measurements.push(atMost('a megabyte of 200, times a megabyte of 10', growth, '×', 1.3));
  measurements.push(await benchAlternative());
  kept.length = 0;
  return measurements;
}

/** What is compiled for objects of a kind stays only while one of the kind does, which is given. */
function warmUp(): unknown[] {
  const bytes = new TextEncoder().encode(bigReport(1_000_000));
  const text = new TextDecoder().decode(bytes);
  for (let run = 0; run < 60; run += 1) {
    read(bytes);
    JSON.parse(text);
  }
  return [JSON.parse(bigReport(1)), parseReport(new TextEncoder().encode(bigReport(1)))];
}

/** The usual way, ajv as a library, compiled when it is needed: it says what is valid, and has read nothing yet. */
async function benchAlternative(): Promise<Measurement> {
  const bytes = new TextEncoder().encode(bigReport(10_000_000));
  const validate = runTimeValidator();
  const check = () => {
    if (!validate(JSON.parse(new TextDecoder().decode(bytes))))
      throw new Error('ajv finds the report invalid');
  };
  const [checking, reading] = await medians(11, [check, () => read(bytes)]);
  return atMost(
    'read a report of 10 MB, times JSON.parse and ajv compiled at run time',
    reading / checking,
    '×',
    1,
  );
}

function read(bytes: Uint8Array): void {
  const { problems } = parseReport(bytes);
  if (problems.length > 0) throw new Error(problems[0]?.message);
}

async function medians<const Works extends readonly (() => unknown)[]>(
  runs: number,
  works: Works,
): Promise<{ [Each in keyof Works]: number }> {
  const times = works.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, work] of works.entries()) times[index]?.push(await millisecondsOf(work));
  }
  return times.map(medianOf) as { [Each in keyof Works]: number };
}

async function millisecondsOf(work: () => unknown): Promise<number> {
  // Whatever was left by the other one is not for this one to clear away.
  await new Promise((resolve) => setTimeout(resolve, 20));
  collectGarbage();
  const start = performance.now();
  work();
  return performance.now() - start;
}
