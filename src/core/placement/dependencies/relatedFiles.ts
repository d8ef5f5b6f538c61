import { families, type Family, type FileKind } from './families.ts';
import type { ReadLock, ReadManifest } from './dependencyFile.ts';

/** A file, and how it is to be read. */
export interface RelatedFile<Read> {
  readonly path: string;
  readonly read: Read;
}

/** The files that may say something of what the reported one names, the ones to believe first in front. */
export interface Related {
  readonly family: Family;
  readonly manifests: readonly RelatedFile<ReadManifest>[];
  readonly locks: readonly RelatedFile<ReadLock>[];
}

export function relatedOf(path: string): Related | undefined {
  for (const family of families) {
    const manifest = family.manifests.find((kind) => isOf(kind, path));
    const lock = family.locks.find((kind) => isOf(kind, path));
    if (lock) {
      return { family, manifests: candidates(family.manifests, path), locks: [{ path, read: lock.read }] };
    }
    if (!manifest) continue;
    // Of its own kind only what it may share: another project in the same folder is another project.
    const others = candidates(family.manifests, path, (kind) => kind !== manifest || kind.isShared === true);
    const manifests = [{ path, read: manifest.read }, ...others.filter((each) => each.path !== path)];
    return { family, manifests, locks: candidates(family.locks, path) };
  }
  return undefined;
}

function isOf(kind: FileKind<unknown>, path: string): boolean {
  return (
    kind.names.some((name) => path === name || path.endsWith(`/${name}`)) || kind.pattern?.test(path) === true
  );
}

function candidates<Read>(
  kinds: readonly FileKind<Read>[],
  path: string,
  isWanted: (kind: FileKind<Read>) => boolean = () => true,
): readonly RelatedFile<Read>[] {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const stem = base.replace(/\.\w+$/, '');
  return foldersAbove(path).flatMap((folder, above) =>
    kinds
      .filter((kind) => isWanted(kind) && (above === 0 || kind.isShared === true))
      .flatMap(({ names, read }) =>
        names.map((name) => {
          const own = folder.slice(folder.lastIndexOf('/') + 1);
          return {
            path: joined(
              folder,
              name.replace('*', () => stem).replace('<folder>', () => own),
            ),
            read,
          };
        }),
      ),
  );
}

/** The folder a path is in and all above it, up to the repository itself. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1).slice(0, deepest);
  return [...parts.keys(), parts.length].toReversed().map((count) => parts.slice(0, count).join('/'));
}

/** Deeper than repositories are. */
const deepest = 30;

export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
