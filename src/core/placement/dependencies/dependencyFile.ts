import type { Said, Stretch } from './stretch.ts';

/** What a manifest says of a dependency that the project itself wants. */
export interface Declaration {
  readonly name: Said;
  /** As it stands there, which may be a range; undefined where the declaration leaves it to another file or to chance. */
  readonly version: Said | undefined;
  /** What it may be reported as besides: its name where it comes from, or the part of it that scanners leave. */
  readonly otherName?: string;
}

export type ReadManifest = (text: string) => readonly Declaration[];

/** A package that a lock file has settled on. */
export interface LockedPackage {
  readonly name: string;
  readonly version: Said | undefined;
  /** Its name, for an entry without a version. */
  readonly at: Stretch;
  /** What others call it: a name, a name with a version or a range, a folder. Several packages may share one. */
  readonly keys: readonly string[];
  /** Keys of the packages it brings in, the ones that matter most first. */
  readonly requires: readonly string[];
}

export interface Lock {
  readonly packages: readonly LockedPackage[];
  /** Keys of the packages that a declaration led to; `folder` is the manifest's, as seen from the lock file. */
  readonly keysOf: (declaration: Declaration, folder: string) => readonly string[];
  /** The folders of a workspace's members, as seen from the lock file; each has a manifest. */
  readonly members?: readonly string[];
}

export type ReadLock = (text: string) => Lock;

/** A lock file that calls its packages by their names. */
export function lockByName(packages: readonly LockedPackage[], nameKey: (name: string) => string): Lock {
  return { packages, keysOf: ({ name }) => [nameKey(name.text)] };
}
