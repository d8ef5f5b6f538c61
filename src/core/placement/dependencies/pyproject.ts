import type { Declaration, ReadManifest } from './dependencyFile.ts';
import { readRequirement } from './pythonRequirement.ts';
import { readToml } from './readToml.ts';
import { entriesAt, itemsAt, nodeAt, saidAt, type TreeEntry, type TreeNode } from './tree.ts';

/** pyproject.toml: PEP 621, PEP 735 and what uv, PDM and Poetry had before or beside them. */
export const readPyproject: ReadManifest = (text) => {
  const root = readToml(text);
  const lists = [
    nodeAt(root, 'project', 'dependencies'),
    ...valuesAt(root, 'project', 'optional-dependencies'),
    ...valuesAt(root, 'dependency-groups'),
    nodeAt(root, 'tool', 'uv', 'dev-dependencies'),
    ...valuesAt(root, 'tool', 'pdm', 'dev-dependencies'),
  ];
  const required = lists.flatMap((list) =>
    itemsAt(list).flatMap((item) => (item.kind === 'text' ? (readRequirement(item) ?? []) : [])),
  );
  const poetry = nodeAt(root, 'tool', 'poetry');
  const tables = [
    ...entriesAt(poetry, 'dependencies'),
    ...entriesAt(poetry, 'group').flatMap(({ value }) => entriesAt(value, 'dependencies')),
    ...entriesAt(poetry, 'dev-dependencies'),
  ];
  return [...required, ...tables.filter(({ key }) => key.text !== 'python').map(versionedEntry)];
};

/** Pipfile */
export const readPipfile: ReadManifest = (text) => {
  const root = readToml(text);
  const sections = [...entriesAt(root, 'packages'), ...entriesAt(root, 'dev-packages')];
  // Any other section holds the packages of a category of that name.
  const others = entriesAt(root).filter(({ key }) => !reserved.has(key.text));
  return [...sections, ...others.flatMap(({ value }) => entriesAt(value))].map(versionedEntry);
};

const reserved = new Set(['packages', 'dev-packages', 'source', 'requires', 'scripts', 'pipenv', 'pipfile']);

/** `name = "^1.0"` or `name = { version = "^1.0", … }`; of several constraints the first. */
export function versionedEntry({ key, value }: TreeEntry): Declaration {
  const one = value.kind === 'list' ? value.items[0] : value;
  const version = saidAt(one) ?? saidAt(one, 'version');
  return { name: key, version: version?.text === '' ? undefined : version };
}

function valuesAt(root: TreeNode, ...keys: readonly string[]): readonly TreeNode[] {
  return entriesAt(root, ...keys).map(({ value }) => value);
}
