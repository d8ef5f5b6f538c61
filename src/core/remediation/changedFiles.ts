import { withEdits, type Edit } from './carryOver.ts';
import type { Plan } from './plan.ts';

/** A file's path and whole text. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** One file before a change and after it, as people look at it. */
export interface FileSides {
  /** Absent where it is created. */
  readonly before?: FileText;
  /** Absent where it is deleted. */
  readonly after?: FileText;
}

/** One file of a plan. */
export interface ChangedFile extends FileSides {
  /** Of the text before. */
  readonly edits: readonly Edit[];
  /** Whether it is made executable, or no longer is. */
  readonly executable?: boolean;
}

/**
 * A plan file by file, as it is shown and carried out.
 *
 * @param present the texts it was made for, by the diff's paths
 * @param pathNow where the file of a diff's path is now; scanned files may have moved
 */
export function changedFiles(
  { edits, creations, deletions, renames, modeChanges }: Plan,
  present: ReadonlyMap<string, string | undefined>,
  pathNow: (path: string) => string,
): readonly ChangedFile[] {
  const renamed = new Map(renames.map(({ from, to }) => [from, to]));
  const arrivals = new Set(renamed.values());
  // A mode belongs to the path afterwards, which a rename or a creation has brought.
  const plain = [...modeChanges.keys()].filter((path) => !arrivals.has(path) && !creations.has(path));
  const kept = [...new Set([...edits.keys(), ...renamed.keys(), ...plain])];
  const modeOf = (path: string) => {
    const executable = modeChanges.get(path);
    return executable === undefined ? {} : { executable };
  };
  return [
    ...kept.flatMap((path): readonly ChangedFile[] => {
      const text = present.get(path);
      if (text === undefined) return [];
      const own = edits.get(path) ?? [];
      const to = renamed.get(path);
      const before = { path: pathNow(path), text };
      const after = { path: to ?? before.path, text: withEdits(text, own) };
      return [{ before, after, edits: own, ...modeOf(to ?? path) }];
    }),
    ...[...creations].map(([path, text]) => ({ after: { path, text }, edits: [], ...modeOf(path) })),
    ...deletions.map((path) => ({
      before: { path: pathNow(path), text: present.get(path) ?? '' },
      edits: [],
    })),
  ];
}
