import type { BranchHead } from './ports.ts';
import type { MemoryOfRun } from './runMemory.ts';

/**
 * Puts in place of git's guess the commit that an earlier run compared with. So only the first run asks for the base by
 * itself; the later ones are told of its pipelines in the first answer, also of one that was not there before.
 */
export function withKnownBase(branch: BranchHead, memory: MemoryOfRun): BranchHead {
  const known = memory.recall(keyOf(branch)) as string | undefined;
  return known === undefined ? branch : { ...branch, probableBase: known };
}

/** Holds until git guesses otherwise. */
export function rememberBase(branch: BranchHead, commit: string, memory: MemoryOfRun): void {
  if (commit !== branch.probableBase) memory.keep(keyOf(branch), commit);
}

function keyOf({ branch, commit, probableBase }: BranchHead): string {
  return `base of ${branch ?? commit} instead of ${probableBase}`;
}
