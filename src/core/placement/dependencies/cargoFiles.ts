import type { Declaration, LockedPackage, ReadLock, ReadManifest } from './dependencyFile.ts';
import { addTo } from './addTo.ts';
import { cargoName } from './names.ts';
import { readToml } from './readToml.ts';
import { entriesAt, itemsAt, nodeAt, saidAt, type TreeNode } from './tree.ts';

const sections = ['dependencies', 'dev-dependencies', 'build-dependencies'];

/** Cargo.toml, and what a workspace declares for its members. */
export const readCargoToml: ReadManifest = (text) => {
  const root = readToml(text);
  const targets = entriesAt(root, 'target').map(({ value }) => value);
  const holders = [root, ...targets, nodeAt(root, 'workspace')];
  return holders.flatMap((holder) =>
    sections.flatMap((section) =>
      entriesAt(holder, section).map(({ key, value }): Declaration => {
        const original = saidAt(value, 'package')?.text;
        const version = saidAt(value) ?? saidAt(value, 'version');
        return { name: key, version, ...(original !== undefined && { otherName: original }) };
      }),
    ),
  );
};

/** Cargo.lock: what is needed is called by its name, with its version where there are several, and its source besides. */
export const readCargoLock: ReadLock = (text) => {
  const ownRequires = new Set<string>();
  const packages = itemsAt(readToml(text), 'package').flatMap((table): readonly LockedPackage[] => {
    const name = saidAt(table, 'name');
    const version = saidAt(table, 'version');
    if (!name) return [];
    const key = cargoName(name.text);
    const requires = itemsAt(table, 'dependencies').map(keyOf);
    // What has no source is part of the project, so the version that it asks for is the declared one.
    if (!saidAt(table, 'source')) for (const each of requires) ownRequires.add(each);
    return [{ name: name.text, version, at: name, keys: [key, `${key} ${version?.text ?? ''}`], requires }];
  });
  const versionsOf = new Map<string, string[]>();
  for (const each of ownRequires) {
    const [name = ''] = each.split(' ');
    addTo(versionsOf, name, each);
  }
  return {
    packages,
    keysOf: ({ name, otherName }) => {
      const key = cargoName(otherName ?? name.text);
      return versionsOf.get(key) ?? [key];
    },
  };
};

/** `rand_core 0.6.4 (registry+https://…)` without the source */
function keyOf(item: TreeNode): string {
  const [name = '', version] = (saidAt(item)?.text ?? '').split(' ');
  return cargoName(name) + (version === undefined ? '' : ` ${version}`);
}
