import type { Report } from '../model/report.ts';
import type { MemoryOfRun } from './runMemory.ts';

/**
 * Gives the report remembered under the key, else loads it. One from which nothing can be read may have been cut on its
 * way: the next run fetches it a second time, and only then it is believed.
 */
export async function rememberReport(
  memory: MemoryOfRun,
  key: string,
  load: () => Promise<Report>,
): Promise<Report> {
  const report = await memory.get(key, load);
  if (isReadable(report)) return report;
  const doubt = `${key} in doubt`;
  if (!memory.has(doubt)) memory.forget(key);
  await memory.get(doubt, () => Promise.resolve(true));
  return report;
}

/** A report without findings and without problems says that all is well. */
export function isReadable({ findings, problems }: Report): boolean {
  return findings.length > 0 || problems.length === 0;
}
