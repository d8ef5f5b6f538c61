import type { Declaration, Lock } from './dependencyFile.ts';
import { addTo } from './addTo.ts';

/** How a locked package came into the project: by a declaration, or by a package that came in before. */
export interface WayIn {
  readonly declared: { readonly path: string; readonly declaration: Declaration };
  /** The package that brought it in, as a position in the lock file's list; undefined for one that is declared itself. */
  readonly by: number | undefined;
  readonly length: number;
}

export interface DeclaredIn {
  readonly path: string;
  /** The folder of the manifest, as seen from the lock file. */
  readonly folder: string;
  readonly declarations: readonly Declaration[];
}

/**
 * The shortest way in of every locked package, all in one walk, however many are asked for. Among ways of one length the one
 * whose declaration stands first is taken, so that it is the same every time; a circle ends where it began.
 */
export function waysIn(
  { packages, keysOf }: Lock,
  manifests: readonly DeclaredIn[],
): readonly (WayIn | undefined)[] {
  const byKey = new Map<string, number[]>();
  packages.forEach(({ keys }, index) => keys.forEach((key) => addTo(byKey, key, index)));
  const ways: (WayIn | undefined)[] = packages.map(() => undefined);
  const reached: number[] = [];
  const reach = (key: string, way: WayIn) => {
    const known = byKey.get(key) ?? [];
    // All that have this key are reached now; asking again would only take time.
    byKey.delete(key);
    for (const index of known) {
      if (ways[index]) continue;
      ways[index] = way;
      reached.push(index);
    }
  };
  for (const { path, folder, declarations } of manifests)
    for (const declaration of declarations)
      for (const key of keysOf(declaration, folder))
        reach(key, { declared: { path, declaration }, by: undefined, length: 1 });
  // What is reached on the way is walked on from in its turn.
  for (const by of reached) {
    const way = ways[by];
    if (!way) continue;
    for (const key of packages[by]?.requires ?? [])
      reach(key, { declared: way.declared, by, length: way.length + 1 });
  }
  return ways;
}

/** The names of the packages along a way in, from the declared one to this one. */
export function namesAlong(
  { packages }: Lock,
  ways: readonly (WayIn | undefined)[],
  last: number,
): readonly string[] {
  const names: string[] = [];
  for (let index: number | undefined = last; index !== undefined; index = ways[index]?.by)
    names.push(packages[index]?.name ?? '');
  return names.toReversed();
}
