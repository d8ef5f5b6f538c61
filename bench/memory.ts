import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bigReport } from './bigReport.ts';
import { atMost, type Measurement } from './measurement.ts';
import type { ReadMemory } from './memoryOfReading.ts';

const megabytes = 50;

/**
 * What a report of 50 MB takes of the extension host's memory, in a process that does nothing else. The thread that reads is part
 * of it. Uses `dist/`, so build first.
 */
export function benchMemory(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'));
  try {
    const report = join(folder, 'report.json');
    writeFileSync(report, bigReport(megabytes * 1_000_000));
    const { peak, kept } = memoryOfReading(report);
    return Promise.resolve([
      atMost(`memory while a report of ${megabytes} MB is read, times the text`, peak, '×', 2.5),
      atMost('memory kept of each of its findings afterwards', kept, 'B', 1000),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function memoryOfReading(report: string): ReadMemory {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', join(import.meta.dirname, 'memoryOfReading.ts'), report],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as ReadMemory;
}
