import { parseReport } from '../src/core/report/parseReport.ts';
import { bigReport } from './bigReport.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';

const megabytes = 20;
const runs = 9;

/** What it costs to read a valid SAST report of 20 MB, in terms of `JSON.parse` of the same text; medians of alternating runs. */
export async function benchReport(): Promise<Measurement[]> {
  const bytes = new TextEncoder().encode(bigReport(megabytes * 1_000_000));
  const text = new TextDecoder().decode(bytes);
  const parsing: number[] = [];
  const reading: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    parsing.push(await millisecondsOf(() => JSON.parse(text) as unknown));
    reading.push(
      await millisecondsOf(() => {
        const { problems } = parseReport(bytes);
        if (problems.length > 0) throw new Error(problems[0]?.message);
      }),
    );
  }
  const milliseconds = medianOf(reading);
  const ratio = milliseconds / medianOf(parsing);
  return [
    atMost('read a 20 MB report, times JSON.parse', ratio, '×', 1.6),
    atMost('read a 20 MB report', milliseconds, 'ms', 1000),
  ];
}

async function millisecondsOf(work: () => unknown): Promise<number> {
  // A turn of the event loop between runs lets garbage of the last one go.
  await new Promise((resolve) => setTimeout(resolve, 20));
  globalThis.gc?.();
  const start = performance.now();
  work();
  return performance.now() - start;
}
