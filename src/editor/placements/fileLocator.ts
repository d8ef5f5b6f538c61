import type * as vscode from 'vscode';
import type { FileChanges } from '../git/changedFiles.ts';
import type { PathIndex } from '../../core/placement/pathIndex.ts';
import type { PresentFiles } from './presentFiles.ts';

/** A file that a finding names. */
export interface LocatedFile {
  /** As the scanned commit names it. */
  readonly scanPath: string;
  /** Where it is now; absent when it is not here. */
  readonly path?: string;
}

export interface FileLocatorPorts {
  readonly present: PresentFiles;
  readonly changes: FileChanges | undefined;
  /** Renames in the editor that git does not know of yet: by old path. */
  readonly renames: ReadonlyMap<string, string>;
  /** Asked only when a path is not where it should be. */
  readonly index: () => Promise<PathIndex>;
}

/** Finds the files that findings name, wherever they have gone since. */
export async function locateFiles(
  paths: Iterable<string>,
  ports: FileLocatorPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LocatedFile>> {
  const wanted = new Set(paths);
  const located = new Map<string, LocatedFile>();
  await lookAt(wanted, ports, signal);
  const strange: string[] = [];
  for (const path of wanted) {
    const file = locate(path, ports);
    if (file) located.set(path, file);
    else strange.push(path);
  }
  if (strange.length === 0) return located;
  const index = await ports.index();
  const meant = strange.map((path) => [path, index.find(path)] as const);
  await lookAt(
    meant.flatMap(([, other]) => other ?? []),
    ports,
    signal,
  );
  for (const [path, other] of meant) {
    const file = other === undefined ? undefined : locate(other, ports);
    located.set(path, file ?? { scanPath: other ?? path });
  }
  return located;
}

async function lookAt(
  paths: Iterable<string>,
  { present, changes, renames }: FileLocatorPorts,
  signal: AbortSignal,
): Promise<void> {
  const all = [...paths];
  const others = all.flatMap((path) => [changes?.renamed.get(path) ?? [], renames.get(path) ?? []].flat());
  await present.look([...all, ...others], signal);
}

/** `undefined` when the scanned commit has no such file as far as is known: the scanner names it in another way. */
function locate(path: string, { present, changes, renames }: FileLocatorPorts): LocatedFile | undefined {
  // The old name may be another file's by now: git's word comes first.
  const isHere = (other: string | undefined) => other !== undefined && present.exists(other);
  const now = [changes?.renamed.get(path), path, renames.get(path)].find(isHere);
  if (now !== undefined) return { scanPath: path, path: now };
  return changes?.changed.has(path) ? { scanPath: path } : undefined;
}

/** Renames that the editor has told and git does not know of yet: new paths by the scanned ones. */
export class EditorRenames {
  readonly #renames = new Map<string, string>();

  get of(): ReadonlyMap<string, string> {
    return this.#renames;
  }

  /**
   * @param relative gives a path below the repository's root, or `undefined` for one outside
   * @param present where scanned files were a moment ago, by the path that was scanned
   */
  add(
    { files }: vscode.FileRenameEvent,
    relative: (uri: vscode.Uri) => string | undefined,
    present: ReadonlyMap<string, string>,
  ): void {
    for (const { oldUri, newUri } of files) {
      const [from, to] = [relative(oldUri), relative(newUri)];
      if (from === undefined || to === undefined) continue;
      for (const [path, before] of [...present, ...this.#renames]) {
        if (before === from) this.#renames.set(path, to);
        else if (before.startsWith(`${from}/`)) this.#renames.set(path, to + before.slice(from.length));
      }
    }
  }

  /** Forgets renames that were taken back. */
  keep(present: ReadonlyMap<string, string>): void {
    for (const [path, now] of this.#renames) if (present.get(path) !== now) this.#renames.delete(path);
  }
}
