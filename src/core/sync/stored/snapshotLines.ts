import type { Finding } from '../../model/finding.ts';
import type { ReadySnapshot } from '../../model/snapshot.ts';
import { findingShape } from '../../model/shapes/findingShape.ts';
import { snapshotShape } from './snapshotShape.ts';

/** What a kept snapshot is of, and when GitLab said it; the time is not part of what is compared. */
export interface SnapshotLabel {
  readonly key: string;
  readonly fetchedAt: number;
}

/** The long part of findings goes where there is not room for all. */
const enough = { characters: 16 * 1024 * 1024, lines: 100_000 };

/** Gives the thread to others now and then. */
export type Pause = () => Promise<void>;

/** One line of JSON for the snapshot and one for each finding; `undefined` where that is too much to keep. */
export async function snapshotLines(
  { findings, fetchedAt: _, ...head }: ReadySnapshot,
  pause: Pause,
): Promise<readonly string[] | undefined> {
  for (const withDetails of [true, false]) {
    const lines = [JSON.stringify(head)];
    let size = lines[0]?.length ?? 0;
    for (const finding of findings) {
      await pause();
      const line = JSON.stringify(
        withDetails ? without(finding, 'underway') : without(finding, 'underway', 'details'),
      );
      size += line.length;
      if (size > enough.characters || lines.length > enough.lines) break;
      lines.push(line);
    }
    if (lines.length === findings.length + 1) return lines;
  }
  return undefined;
}

/** Reads them back; `undefined` for anything but what was written. */
export async function readSnapshotLines(
  lines: readonly string[],
  fetchedAt: number,
  pause: Pause,
): Promise<ReadySnapshot | undefined> {
  const [first = '', ...others] = lines;
  const head: unknown = JSON.parse(first);
  if (!snapshotShape(head)) return undefined;
  const findings: Finding[] = [];
  for (const line of others) {
    await pause();
    const finding: unknown = JSON.parse(line);
    if (!findingShape(finding)) return undefined;
    findings.push(finding);
  }
  return { ...head, findings, fetchedAt };
}

function without(finding: Finding, ...names: readonly (keyof Finding)[]): object {
  return Object.fromEntries(Object.entries(finding).filter(([name]) => !names.some((each) => each === name)));
}
