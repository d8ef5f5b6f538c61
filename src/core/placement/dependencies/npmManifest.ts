import type { Declaration, ReadManifest } from './dependencyFile.ts';
import { readJson } from './readJson.ts';
import { entriesAt } from './tree.ts';

/** In the order in which npm lets one decide over another, peers last: they say what others have to bring. */
const sections = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'];

/** package.json */
export const readPackageJson: ReadManifest = (text) => {
  const root = readJson(text);
  return sections.flatMap((section) =>
    entriesAt(root, section).flatMap(({ key, value }): readonly Declaration[] => {
      if (value.kind !== 'text') return [];
      const original = /^npm:(@?[^@]+)/.exec(value.text)?.[1];
      return [{ name: key, version: value, ...(original !== undefined && { otherName: original }) }];
    }),
  );
};
