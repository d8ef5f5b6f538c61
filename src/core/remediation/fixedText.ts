import { applyDiff } from './applyDiff.ts';
import { parseDiff } from './parseDiff.ts';
import { isRefusal } from './refusal.ts';

/** What a diff makes of one scanned file, to be shown beside what is there; `undefined` where it cannot be told. */
export function fixedText(diff: string, path: string, scanned: string): string | undefined {
  const changes = parseDiff(diff);
  const change = isRefusal(changes) ? undefined : changes.find(({ from }) => from === path);
  const text = change && applyDiff(change, scanned);
  return typeof text === 'string' ? text : undefined;
}
