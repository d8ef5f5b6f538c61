import {
  lockByName,
  type Declaration,
  type LockedPackage,
  type ReadLock,
  type ReadManifest,
} from './dependencyFile.ts';
import { anyCase } from './names.ts';
import { readJson } from './readJson.ts';
import { entriesAt, itemsAt, saidAt } from './tree.ts';

/** composer.json */
export const readComposerJson: ReadManifest = (text) => {
  const root = readJson(text);
  return ['require', 'require-dev'].flatMap((section) =>
    entriesAt(root, section).map(({ key, value }): Declaration => ({ name: key, version: saidAt(value) })),
  );
};

/** composer.lock */
export const readComposerLock: ReadLock = (text) => {
  const root = readJson(text);
  const found = ['packages', 'packages-dev'].flatMap((section) => itemsAt(root, section));
  const packages = found.flatMap((node): readonly LockedPackage[] => {
    const name = saidAt(node, 'name');
    if (!name) return [];
    const requires = entriesAt(node, 'require').map(({ key }) => anyCase(key.text));
    const keys = [anyCase(name.text)];
    return [{ name: name.text, version: saidAt(node, 'version'), at: name, keys, requires }];
  });
  return lockByName(packages, anyCase);
};
