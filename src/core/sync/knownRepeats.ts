import { isFinished, markOf, withChildren, type Pipeline } from '../model/pipeline.ts';
import type { DatabasePart, GatherOptions } from './gatherFindings.ts';

/**
 * A parent pipeline's list may hold its children's findings, depending on the version, and then a finished child whose
 * findings were all there needs no question of its own any more. What the child answered is kept, which says whether its reports are
 * to be read; `undefined` where it is to be asked.
 */
export function knownRepeat(
  child: Pipeline,
  root: Pipeline,
  { memory }: GatherOptions,
): DatabasePart | undefined {
  const answered = memory.recall(keyOf(child, root));
  return answered === undefined ? undefined : { findings: [], problems: [], answered: answered === true };
}

/** @param parts what the database gave for the pipeline and all below it, in their order */
export function rememberRepeats(
  root: Pipeline,
  parts: readonly (DatabasePart | undefined)[],
  { memory }: GatherOptions,
): void {
  const [ofRoot, ...others] = parts;
  const all = new Set(ofRoot?.findings.map(({ uuid }) => uuid));
  for (const [index, child] of withChildren(root).slice(1).entries()) {
    const part = others[index];
    const repeats = part?.problems.length === 0 && part.findings.every(({ uuid }) => all.has(uuid));
    if (repeats && isFinished(child.status)) memory.keep(keyOf(child, root), part.answered);
  }
}

function keyOf(child: Pipeline, root: Pipeline): string {
  return `${child.webUrl} repeats ${root.id} ${markOf(child)}`;
}
