import { lockByName, type LockedPackage, type ReadLock, type ReadManifest } from './dependencyFile.ts';
import { exactName } from './names.ts';
import { versionedEntry } from './pyproject.ts';
import { readYaml } from './readYaml.ts';
import { entriesAt, saidAt } from './tree.ts';

/** pubspec.yaml; an override decides over what the dependency itself says. */
export const readPubspec: ReadManifest = (text) => {
  const root = readYaml(text)[0];
  return ['dependency_overrides', 'dependencies', 'dev_dependencies'].flatMap((section) =>
    entriesAt(root, section).map(versionedEntry),
  );
};

/** pubspec.lock, which does not say who brings in whom. */
export const readPubspecLock: ReadLock = (text) => {
  const packages = entriesAt(readYaml(text)[0], 'packages').map(({ key, value }): LockedPackage => {
    return { name: key.text, version: saidAt(value, 'version'), at: key, keys: [key.text], requires: [] };
  });
  return lockByName(packages, exactName);
};
