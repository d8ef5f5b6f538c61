/** From this share of common lines on two files are versions of one another, as for git. */
const leastShare = 0.5;

/** The file that another one has become under a new name, by its lines; `undefined` where none is like it. */
export function findRenamed(
  before: readonly string[],
  candidates: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const counted = countsOf(before);
  let best: string | undefined;
  let most = leastShare;
  for (const [path, lines] of candidates) {
    const share = (2 * commonOf(counted, lines)) / Math.max(1, before.length + lines.length);
    if (share > most || (share === most && best === undefined)) [best, most] = [path, share];
  }
  return best;
}

function commonOf(counted: ReadonlyMap<string, number>, lines: readonly string[]): number {
  let common = 0;
  for (const [line, count] of countsOf(lines)) common += Math.min(count, counted.get(line) ?? 0);
  return common;
}

/** Blank lines are in every file. */
function countsOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) if (line.trim() !== '') counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
