import type { LongTurn } from './watch.ts';

/** A CPU profile as V8 writes it; times are in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly endTime: number;
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Whose a turn of the thread was, in milliseconds that it ran. */
export interface Share {
  readonly ours: number;
  /** The garbage of everybody. */
  readonly collector: number;
  readonly others: number;
}

/**
 * Divides turns of the extension host's thread among those who share it: VS Code itself, its extensions for git and
 * TypeScript, and ours.
 *
 * @param ended when watching ended, in milliseconds from its beginning: the profile ends there, too
 * @param extension a part of the path of our files
 */
export function sharesOf(
  turns: readonly LongTurn[],
  ended: number,
  profile: CpuProfile,
  extension: string,
): readonly Share[] {
  const ownerOf = owners(profile, extension);
  const samples: { readonly at: number; readonly owner: keyof Share; readonly took: number }[] = [];
  let time = profile.startTime;
  for (const [index, node] of profile.samples.entries()) {
    const took = (profile.timeDeltas[index] ?? 0) / 1000;
    time += profile.timeDeltas[index] ?? 0;
    samples.push({ at: ended - (profile.endTime - time) / 1000, owner: ownerOf(node), took });
  }
  return turns.map(({ at, own, wall }) => {
    const sum = { ours: 0, collector: 0, others: 0 };
    for (const sample of samples)
      if (sample.at > at - wall && sample.at <= at) sum[sample.owner] += sample.took;
    // Samples are taken by the clock on the wall, on which the thread may have waited.
    const ran = own / Math.max(sum.ours + sum.collector + sum.others, own);
    return { ours: sum.ours * ran, collector: sum.collector * ran, others: sum.others * ran };
  });
}

/** For how long the thread ran what is ours, of all the time that was watched, both in milliseconds. */
export function ownTime(
  profile: CpuProfile,
  extension: string,
): { readonly ours: number; readonly all: number } {
  const ownerOf = owners(profile, extension);
  let ours = 0;
  for (const [index, node] of profile.samples.entries())
    if (ownerOf(node) === 'ours') ours += (profile.timeDeltas[index] ?? 0) / 1000;
  return { ours, all: (profile.endTime - profile.startTime) / 1000 };
}

function owners({ nodes }: CpuProfile, extension: string): (node: number) => keyof Share {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map<number, keyof Share>();
  const pending: { readonly id: number; readonly above: keyof Share }[] = [];
  if (nodes[0]) pending.push({ id: nodes[0].id, above: 'others' });
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = byId.get(next.id);
    if (!node) continue;
    const { functionName, url } = node.callFrame;
    const isOurs = next.above === 'ours' || url.includes(extension);
    const owner = functionName === '(garbage collector)' ? 'collector' : isOurs ? 'ours' : next.above;
    known.set(next.id, owner);
    for (const id of node.children ?? []) pending.push({ id, above: owner });
  }
  return (node) => known.get(node) ?? 'others';
}
