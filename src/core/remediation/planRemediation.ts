import { checkPaths } from './checkPaths.ts';
import type { Edit } from './carryOver.ts';
import { parseDiff } from './parseDiff.ts';
import type { Plan, Rename } from './plan.ts';
import { planFile, type Texts } from './planFile.ts';
import { isRefusal, type Refusal } from './refusal.ts';

/**
 * What a diff comes to in the files as they are now: one plan for all of them, or the reason why nothing is done. What
 * somebody has done already in some of its files is left out; where that is all, it is the reason.
 *
 * @param texts of all files that `namedFiles` gives
 */
export function planRemediation(diff: string, texts: Texts): Plan | Refusal {
  const changes = parseDiff(diff);
  if (isRefusal(changes)) return changes;
  const paths = checkPaths(changes);
  if (isRefusal(paths)) return paths;
  const edits = new Map<string, readonly Edit[]>();
  const creations = new Map<string, string>();
  const deletions: string[] = [];
  const renames: Rename[] = [];
  const modeChanges = new Map<string, boolean>();
  let idle: Refusal = { reason: 'noChange' };
  for (const change of changes) {
    const file = planFile(change, texts);
    if (isRefusal(file)) {
      if (file.reason !== 'noChange' && file.reason !== 'alreadyApplied') return file;
      if (file.reason === 'alreadyApplied') idle = file;
    } else {
      if (file.edits) edits.set(change.from, file.edits);
      if (file.creation !== undefined) creations.set(change.to, file.creation);
      if (file.isDeletion) deletions.push(change.from);
      if (file.rename) renames.push(file.rename);
    }
    if (change.executable !== undefined) modeChanges.set(change.to, change.executable);
  }
  const plan = { edits, creations, deletions, renames, modeChanges, paths };
  return isIdle(plan) ? idle : plan;
}

/** The files whose texts are needed, once all of their paths are found to be harmless. */
export function namedFiles(diff: string): readonly string[] | Refusal {
  const changes = parseDiff(diff);
  return isRefusal(changes) ? changes : checkPaths(changes);
}

function isIdle({ edits, creations, deletions, renames, modeChanges }: Plan): boolean {
  return edits.size + creations.size + deletions.length + renames.length + modeChanges.size === 0;
}
