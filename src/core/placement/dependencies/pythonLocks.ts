import { lockByName, type LockedPackage, type ReadLock } from './dependencyFile.ts';
import { pythonName } from './names.ts';
import { readJson } from './readJson.ts';
import { readToml } from './readToml.ts';
import { entriesAt, itemsAt, nodeAt, saidAt } from './tree.ts';

/** poetry.lock and uv.lock: a table for each package; the first names what it needs by keys, the second in a list. */
export const readPythonLock: ReadLock = (text) => {
  const tables = itemsAt(readToml(text), 'package');
  const packages = tables.flatMap((table): readonly LockedPackage[] => {
    const name = saidAt(table, 'name');
    if (!name) return [];
    const extras = entriesAt(table, 'optional-dependencies').flatMap(({ value }) => itemsAt(value));
    const listed = [...itemsAt(table, 'dependencies'), ...extras].map(
      (item) => saidAt(item, 'name')?.text ?? '',
    );
    const named = entriesAt(table, 'dependencies').map(({ key }) => key.text);
    const key = pythonName(name.text);
    const requires = [...named, ...listed].map(pythonName);
    return [{ name: name.text, version: saidAt(table, 'version'), at: name, keys: [key], requires }];
  });
  const members = tables.flatMap((table) => {
    const source = nodeAt(table, 'source');
    const folder = saidAt(source, 'editable') ?? saidAt(source, 'virtual');
    return folder && folder.text !== '.' ? [folder.text] : [];
  });
  return { ...lockByName(packages, pythonName), members };
};

/** Pipfile.lock, which does not say who brings in whom. */
export const readPipfileLock: ReadLock = (text) => {
  const root = readJson(text);
  const sections = entriesAt(root).filter(({ key }) => key.text !== '_meta');
  const packages = sections
    .flatMap(({ value }) => entriesAt(value))
    .map(({ key, value }): LockedPackage => {
      const version = saidAt(nodeAt(value, 'version'));
      return { name: key.text, version, at: key, keys: [pythonName(key.text)], requires: [] };
    });
  return lockByName(packages, pythonName);
};
