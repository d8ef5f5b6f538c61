import { parseReport } from '../src/core/report/parseReport.ts';
import { bigReport } from './bigReport.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';
import { runTimeValidator } from './runTimeValidator.ts';

/** Megabytes, how often each is done in a row, and how many such rows there are: what takes long varies less. */
const sizes = [
  [1, 30, 15],
  [10, 5, 11],
  [50, 2, 5],
  [200, 1, 3],
] as const;

/**
 * What it costs to read a valid SAST report from its bytes to its findings, 550 of them in a megabyte, in terms of what else could
 * be done with it. Both are done in turns, some in a row, so that each clears away its own garbage.
 */
export async function benchReport(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [megabytes, inARow, rows] of sizes) {
    const bytes = new TextEncoder().encode(bigReport(megabytes * 1_000_000));
    const text = new TextDecoder().decode(bytes);
    const { milliseconds, ratio } = await compare(
      () => read(bytes),
      () => JSON.parse(text) as unknown,
      inARow,
      rows,
    );
    measurements.push(
      atMost(`read a report of ${megabytes} MB, times JSON.parse`, ratio, '×', 1.6),
      atMost(`read a report of ${megabytes} MB`, milliseconds, 'ms', 50 * megabytes),
    );
  }
  return [...measurements, await benchGrowth(), await benchAlternative()];
}

/** 200 MB in one report, or in twenty of 10 MB, in turns. */
async function benchGrowth(): Promise<Measurement> {
  const long = new TextEncoder().encode(bigReport(200_000_000));
  const short = new TextEncoder().encode(bigReport(10_000_000));
  const inPieces = () => {
    for (let time = 0; time < 20; time += 1) read(short);
  };
  const { ratio } = await compare(() => read(long), inPieces, 1, 3);
  // Of linear growth it is 1. What was read before stands in memory meanwhile, and the garbage collector goes over it.
  return atMost('a megabyte of a report of 200 MB, times one of 10 MB', ratio, '×', 1.3);
}

/**
 * The usual way is ajv in the bundle, which compiles when it starts; the time for that is left out. It tells whether a report is
 * valid and has read no finding yet, so that ours, which reads them, may take somewhat longer.
 */
async function benchAlternative(): Promise<Measurement> {
  const bytes = new TextEncoder().encode(bigReport(10_000_000));
  const validate = runTimeValidator();
  const check = () => {
    if (!validate(JSON.parse(new TextDecoder().decode(bytes))))
      throw new Error('ajv finds the report invalid');
  };
  const { ratio } = await compare(() => read(bytes), check, 5, 7);
  return atMost('read a report of 10 MB, times JSON.parse and ajv compiled at run time', ratio, '×', 1.4);
}

function read(bytes: Uint8Array): void {
  const { problems } = parseReport(bytes);
  if (problems.length > 0) throw new Error(problems[0]?.message);
}

/** Medians of the rows; the first row of each is for warming up. */
async function compare(
  ours: () => unknown,
  other: () => unknown,
  inARow: number,
  rows: number,
): Promise<{ milliseconds: number; ratio: number }> {
  const times: number[] = [];
  const ratios: number[] = [];
  for (let row = 0; row <= rows; row += 1) {
    const theirs = await millisecondsOf(other, inARow);
    const own = await millisecondsOf(ours, inARow);
    if (row === 0) continue;
    times.push(own);
    ratios.push(own / theirs);
  }
  return { milliseconds: medianOf(times), ratio: medianOf(ratios) };
}

async function millisecondsOf(work: () => unknown, times: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  const start = performance.now();
  for (let time = 0; time < times; time += 1) work();
  return (performance.now() - start) / times;
}
