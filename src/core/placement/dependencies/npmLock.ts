import type { LockedPackage, ReadLock } from './dependencyFile.ts';
import { readJson } from './readJson.ts';
import { deepestNesting, entriesAt, nodeAt, saidAt, type TreeEntry, type TreeNode } from './tree.ts';

const inside = 'node_modules/';

/** package-lock.json and npm-shrinkwrap.json, whose packages are called by the folder they are installed in. */
export const readNpmLock: ReadLock = (text) => {
  const root = readJson(text);
  const folders = nodeAt(root, 'packages') ? foldersOf(root) : nestedFoldersOf(root);
  const packages = [...folders].map(([folder, { key, value }]): LockedPackage => {
    const name = saidAt(value, 'name')?.text ?? folder.slice(folder.lastIndexOf(inside) + inside.length);
    const names = wanted.flatMap((section) => entriesAt(value, section).map((entry) => entry.key.text));
    return {
      name,
      version: saidAt(value, 'version'),
      at: key,
      keys: [folder],
      requires: names.flatMap((each) => installed(folders, folder, each)),
    };
  });
  return {
    packages,
    keysOf: ({ name }, folder) => installed(folders, folder, name.text),
    members: [...folders.keys()].filter((folder) => folder !== '' && !folder.includes(inside)),
  };
};

/** `requires` until version 1; later `dependencies` holds names with ranges. */
const wanted = ['requires', 'dependencies', 'optionalDependencies', 'peerDependencies'];

type Folders = ReadonlyMap<string, TreeEntry>;

function foldersOf(root: TreeNode | undefined): Folders {
  // A workspace's own packages stand there too: the project itself by the empty folder.
  return new Map(entriesAt(root, 'packages').map((entry) => [entry.key.text, entry]));
}

/** Version 1 nests what is installed instead of naming folders. */
function nestedFoldersOf(root: TreeNode | undefined): Folders {
  const folders = new Map<string, TreeEntry>();
  const waiting: { readonly folder: string; readonly node: TreeNode | undefined; readonly depth: number }[] =
    [{ folder: '', node: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const entry of entriesAt(next.node, 'dependencies')) {
      const folder = `${next.folder === '' ? '' : `${next.folder}/`}${inside}${entry.key.text}`;
      folders.set(folder, entry);
      const depth = next.depth + 1;
      if (depth < deepestNesting) waiting.push({ folder, node: entry.value, depth });
    }
  }
  return folders;
}

/** Where Node finds a package: in the nearest node_modules, which may hold a link to the folder of a workspace member. */
function installed(folders: Folders, from: string, name: string): readonly string[] {
  let folder = from;
  for (let depth = 0; depth < deepestNesting; depth += 1) {
    const found = `${folder === '' ? '' : `${folder}/`}${inside}${name}`;
    const entry = folders.get(found);
    if (entry) {
      const target =
        saidAt(entry.value, 'link')?.text === 'true' ? saidAt(entry.value, 'resolved') : undefined;
      return [target?.text ?? found];
    }
    if (folder === '') break;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  }
  return [];
}
