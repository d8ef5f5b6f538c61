import { mapLines, type LineMap } from '../placement/lineMap.ts';

/**
 * Of each old line its number in the new text, or -1 where it has none or could as well have another one. Of `A`, `x`, `A`,
 * where there was one `A`, either can be the old one; a merge that relies on the choice would put somebody else's change at
 * a place chosen by chance, so it must not take such a line for one that stayed. Lines are compared from above and from
 * below: where there are several ways to see what happened, the two seldom choose the same.
 */
export function sureLines(before: readonly string[], after: readonly string[]): Int32Array {
  const lines = settledLines(before, after);
  const fromBelow = settledLines(before.toReversed(), after.toReversed()).reverse();
  for (const [line, other] of fromBelow.entries())
    if (other < 0 || lines[line] !== after.length - 1 - other) lines[line] = -1;
  return lines;
}

/** Without the lines that a changed group next to them could be slid over. */
function settledLines(before: readonly string[], after: readonly string[]): Int32Array {
  const map = mapLines(before, after);
  const { blocks } = map;
  const lines = counterparts(map);
  for (let index = 0; index <= blocks.length; index += 1) {
    const above = blocks[index - 1] ?? { before: 0, after: 0, length: 0 };
    const below = blocks[index] ?? { before: before.length, after: after.length, length: 0 };
    const [start, afterStart] = [above.before + above.length, above.after + above.length];
    const [end, afterEnd] = [below.before, below.after];
    if (start === end && afterStart === afterEnd) continue;
    // A changed group can be counted one line further down where the line below it is like its first one.
    for (let by = 0; by < below.length; by += 1) {
      if (before[start + by] !== before[end + by] || after[afterStart + by] !== after[afterEnd + by]) break;
      lines[end + by] = -1;
    }
    for (let by = 1; by <= above.length; by += 1) {
      if (before[start - by] !== before[end - by] || after[afterStart - by] !== after[afterEnd - by]) break;
      lines[start - by] = -1;
    }
  }
  return lines;
}

function counterparts({ blocks, beforeLength }: LineMap): Int32Array {
  const lines = new Int32Array(beforeLength).fill(-1);
  for (const { before, after, length } of blocks)
    for (let index = 0; index < length; index += 1) lines[before + index] = after + index;
  return lines;
}
