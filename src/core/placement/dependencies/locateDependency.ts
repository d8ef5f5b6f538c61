import type { Declaration, Lock, LockedPackage } from './dependencyFile.ts';
import { linePositions, type LinePosition, type LineRange } from './linePositions.ts';
import { versionKey } from './names.ts';
import { folderOf, joined, relatedOf, type Related } from './relatedFiles.ts';
import type { Said, Stretch } from './stretch.ts';
import { namesAlong, waysIn, type DeclaredIn, type WayIn } from './waysIn.ts';
import { addTo } from './addTo.ts';

/** A place in a file's text; line and character from 0, end exclusive, characters are UTF-16 code units. */
export interface DependencyPlace {
  /** The reported file or a neighbour of it, such as the manifest of a lock file. */
  readonly path: string;
  readonly start: LinePosition;
  readonly end: LinePosition;
  /** The version as it stands there, a range in a manifest; absent where none does, and then the place is the name. */
  readonly declared?: string;
  /** From the dependency that is declared to the one that was reported, when it is brought in by another. */
  readonly via?: readonly string[];
}

interface ReportedDependency {
  readonly name?: string;
  readonly version?: string;
}

type TextOf = (path: string) => string | undefined;

/** Finds the line a person would change for a dependency that was reported in a file. */
export type LocateDependency = (path: string, dependency: ReportedDependency) => DependencyPlace | undefined;

/**
 * The files whose texts matter for dependencies that were reported in this one, itself first; none when it is of no kind we
 * know. With the text of a workspace's lock file also the manifests of its members.
 */
export function relatedFiles(path: string, text?: string): readonly string[] {
  const related = relatedOf(path);
  if (!related) return [];
  const [lock] = related.locks;
  const members =
    text !== undefined && lock?.path === path ? memberFiles(path, related, lock.read(text)) : [];
  const all = [...related.manifests, ...related.locks].map((each) => each.path);
  return [...new Set([path, ...all, ...members.map((each) => each.path)])];
}

/**
 * Reads each file once, however many dependencies are asked for: a lock file may be megabytes long and have a hundred
 * findings. Make a new one when a text has changed.
 */
export function dependencyLocator(textOf: TextOf): LocateDependency {
  const projects = new Map<string, Project | undefined>();
  const positions = new Map<string, (stretch: Stretch) => LineRange>();
  const plainTextOf: TextOf = (path) => textOf(path)?.replace(/^\uFEFF/, '');
  const placeAt = (path: string, { name, version }: { name: Stretch; version: Said | undefined }) => {
    const rangeOf = positions.get(path) ?? linePositions(plainTextOf(path) ?? '');
    positions.set(path, rangeOf);
    return { path, ...rangeOf(version ?? name), ...(version && { declared: version.text }) };
  };
  return (path, { name, version }) => {
    const project = projects.has(path) ? projects.get(path) : readProject(path, plainTextOf);
    projects.set(path, project);
    if (!project || name === undefined) return undefined;
    const locked = lockedOf(project, name, version);
    if (locked?.way && project.lock) {
      const { path: from, declaration } = withVersion(project, locked.way.declared);
      const place = placeAt(from, declaration);
      return locked.way.length === 1
        ? place
        : { ...place, via: namesAlong(project.lock, project.ways, locked.index) };
    }
    const declared = project.declared.get(project.keyOf(name))?.[0];
    if (declared && !locked?.isOther) {
      const { path: from, declaration } = withVersion(project, declared);
      return placeAt(from, declaration);
    }
    return locked && placeAt(project.lockPath, { name: locked.found.at, version: locked.found.version });
  };
}

/** All that the files around a reported one say. */
interface Project {
  readonly keyOf: (name: string) => string;
  readonly declared: ReadonlyMap<string, readonly WayIn['declared'][]>;
  readonly lock: Lock | undefined;
  readonly lockPath: string;
  readonly locked: ReadonlyMap<string, readonly number[]>;
  readonly ways: readonly (WayIn | undefined)[];
}

function readProject(path: string, textOf: TextOf): Project | undefined {
  const related = relatedOf(path);
  if (!related) return undefined;
  const keyOf = related.family.nameKey;
  const lockFile = related.locks.find((each) => textOf(each.path) !== undefined);
  const lockPath = lockFile?.path ?? '';
  const lock = lockFile?.read(textOf(lockPath) ?? '');
  const members = lock && lockPath === path ? memberFiles(path, related, lock) : [];
  const lockFolder = folderOf(lockPath);
  const manifests = [...related.manifests, ...members].flatMap((file): readonly DeclaredIn[] => {
    const text = textOf(file.path);
    if (text === undefined) return [];
    const folder = folderOf(file.path);
    const isBelow = folder.startsWith(joined(lockFolder, '')) || lockFolder === '';
    const seen = isBelow ? folder.slice(lockFolder === '' ? 0 : lockFolder.length + 1) : '';
    return [{ path: file.path, folder: seen, declarations: file.read(text) }];
  });
  const declared = new Map<string, WayIn['declared'][]>();
  for (const { path: from, declarations } of manifests)
    for (const declaration of declarations)
      for (const name of namesOf(declaration)) addTo(declared, keyOf(name), { path: from, declaration });
  const locked = new Map<string, number[]>();
  lock?.packages.forEach(({ name }, index) => addTo(locked, keyOf(name), index));
  return { keyOf, declared, lock, lockPath, locked, ways: lock ? waysIn(lock, manifests) : [] };
}

function namesOf({ name, otherName }: Declaration): readonly string[] {
  return otherName === undefined ? [name.text] : [name.text, otherName];
}

/** A workspace's lock file tells where its members are; each has a manifest of its own. */
function memberFiles(path: string, { manifests }: Related, { members = [] }: Lock) {
  const own = manifests.filter((each) => folderOf(each.path) === folderOf(path));
  const inside = members.filter((member) => !/(?:^|\/)(?:\.\.?)?(?:\/|$)|[\\:\0\n]/.test(member));
  return inside.slice(0, mostMembers).flatMap((member) =>
    own.map(({ path: name, read }) => ({
      path: joined(folderOf(path), joined(member, name.slice(name.lastIndexOf('/') + 1))),
      read,
    })),
  );
}

/** No file is asked for outside the repository, nor more than a large one has. */
const mostMembers = 300;

/** Where a declaration leaves the version to another file, the declaration there. */
function withVersion({ declared, keyOf }: Project, found: WayIn['declared']): WayIn['declared'] {
  if (found.declaration.version) return found;
  const others = declared.get(keyOf(found.declaration.name.text)) ?? [];
  return others.find(({ declaration }) => declaration.version) ?? found;
}

interface Locked {
  readonly index: number;
  readonly found: LockedPackage;
  readonly way: WayIn | undefined;
  /** Whether what is declared by this name is known to be an entry of another version. */
  readonly isOther: boolean;
}

/** The entry of the reported version, or else any; of several the one with the shortest way in. */
function lockedOf(project: Project, name: string, version: string | undefined): Locked | undefined {
  const all = (project.locked.get(project.keyOf(name)) ?? []).flatMap((index): readonly Locked[] => {
    const found = project.lock?.packages[index];
    return found ? [{ index, found, way: project.ways[index], isOther: false }] : [];
  });
  const hasDeclared = all.some(({ way }) => way?.length === 1);
  const wanted = versionKey(version ?? '');
  const same = all.filter(({ found }) => versionKey(found.version?.text ?? '') === wanted);
  let best: Locked | undefined;
  for (const each of same.length > 0 ? same : all)
    if (!best || (each.way?.length ?? Infinity) < (best.way?.length ?? Infinity)) best = each;
  return best && { ...best, isOther: hasDeclared && same.length > 0 };
}
