import type { LockedPackage, ReadLock } from './dependencyFile.ts';
import { readYaml } from './readYaml.ts';
import { partOf, type Said } from './stretch.ts';
import { entriesAt, nodeAt, saidAt, type TreeNode } from './tree.ts';

/**
 * pnpm-lock.yaml. Its packages are called `/name/1.0.0` up to version 5, `/name@1.0.0` in version 6 and `name@1.0.0` in
 * version 9, where who brings in whom moved to a section of its own; what follows in brackets or after an underscore says
 * which peers it was given.
 */
export const readPnpmLock: ReadLock = (text) => {
  // Should there be several documents, the project's own comes last.
  const root = readYaml(text).findLast((document) => nodeAt(document, 'lockfileVersion'));
  const snapshots = nodeAt(root, 'snapshots');
  const wants = new Map<string, string[]>();
  const addWants = (key: string, node: TreeNode | undefined) => {
    const wanted = sections.flatMap((section) =>
      entriesAt(node, section).map((entry) => keyOf(entry.key.text, saidAt(entry.value)?.text ?? '')),
    );
    const known = wants.get(key);
    if (known) for (const each of wanted) known.push(each);
    else wants.set(key, wanted);
  };
  for (const { key, value } of entriesAt(root, snapshots ? 'snapshots' : 'packages')) {
    const { name, version } = splitKey(key);
    addWants(keyOf(name, version.text), value);
  }
  const packages = entriesAt(root, 'packages').map(({ key, value }): LockedPackage => {
    const split = splitKey(key);
    const id = keyOf(split.name, split.version.text);
    const name = saidAt(value, 'name')?.text ?? split.name;
    return { name, version: split.version, at: key, keys: [id], requires: wants.get(id) ?? [] };
  });
  return {
    packages,
    keysOf: ({ name }, folder) => {
      const importer = nodeAt(root, 'importers', folder === '' ? '.' : folder) ?? root;
      return [...sections, 'devDependencies'].flatMap((section) => {
        const chosen = nodeAt(importer, section, name.text);
        const version = saidAt(chosen, 'version') ?? saidAt(chosen);
        return version ? [keyOf(name.text, version.text)] : [];
      });
    },
    members: entriesAt(root, 'importers').flatMap(({ key }) => (key.text === '.' ? [] : [key.text])),
  };
};

const sections = ['dependencies', 'optionalDependencies'];

/** A version that names a package itself belongs to one that goes by another name here. */
function keyOf(name: string, version: string): string {
  const own = /^\/?(@[^/@]+\/[^/@]+|(?!\d+\.)[^/@(]+)[/@](?=\d)/.exec(version);
  const bare = (own ? version.slice(own[0].length) : version).replace(/[(_].*$/, '');
  return `${own?.[1] ?? name}@${bare}`;
}

function splitKey(key: Said): { readonly name: string; readonly version: Said } {
  const found = /^\/?((?:@[^/@]+\/)?[^/@]+)[/@]([^(_]*)/.exec(key.text);
  if (!found) return { name: key.text, version: partOf(key, 0, key.text.length) };
  const to = found[0].length;
  return { name: found[1] ?? '', version: partOf(key, to - (found[2] ?? '').length, to) };
}
