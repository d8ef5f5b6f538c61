// Reads a report as the extension host does, and tells as JSON what memory that took: node --expose-gc --import tsx FILE REPORT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReportThread } from '../src/editor/reports/reportThread.ts';

export interface ReadMemory {
  /** What the process had more of at most, its text included, times the text. */
  readonly peak: number;
  /** Bytes of the heap for each finding. */
  readonly kept: number;
}

const [report = ''] = process.argv.slice(2);
const thread = new ReportThread(join(import.meta.dirname, '../dist/reportWork.cjs'));
// The first thread there is loads more than itself.
await thread.read(new TextEncoder().encode('{}'), 'sast', new AbortController().signal);

globalThis.gc?.();
const { rss, heapUsed } = process.memoryUsage();
let highest = rss;
const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5);
const bytes = readFileSync(report);
const size = bytes.length;
const { findings, problems } = await thread.read(bytes, 'sast', new AbortController().signal);
clearInterval(watch);
if (problems.length > 0) throw new Error(problems[0]?.message);
globalThis.gc?.();
const told: ReadMemory = {
  peak: (highest - rss) / size,
  kept: (process.memoryUsage().heapUsed - heapUsed) / findings.length,
};
console.log(JSON.stringify(told));
