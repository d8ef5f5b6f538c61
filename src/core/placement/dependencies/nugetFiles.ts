import {
  lockByName,
  type Declaration,
  type LockedPackage,
  type ReadLock,
  type ReadManifest,
} from './dependencyFile.ts';
import { anyCase } from './names.ts';
import { readJson } from './readJson.ts';
import { childSaid, elementsOf, readXml } from './readXml.ts';
import type { Said } from './stretch.ts';
import { entriesAt, saidAt } from './tree.ts';

const items = new Set([
  'PackageReference',
  'PackageVersion',
  'GlobalPackageReference',
  'DotNetCliToolReference',
]);

/** *.csproj and its like, Directory.Packages.props and packages.config. */
export const readNugetXml: ReadManifest = (text) => {
  const declarations: Declaration[] = [];
  const properties = new Map<string, Said>();
  for (const element of elementsOf(readXml(text))) {
    const { attributes } = element;
    if (element.name === 'PropertyGroup')
      for (const { name, said } of element.children) if (said) properties.set(name.toLowerCase(), said);
    const name = items.has(element.name)
      ? (attributes.get('Include') ?? attributes.get('Update'))
      : element.name === 'package'
        ? attributes.get('id')
        : undefined;
    if (!name) continue;
    const version =
      attributes.get('VersionOverride') ??
      attributes.get('Version') ??
      attributes.get('version') ??
      childSaid(element, 'VersionOverride') ??
      childSaid(element, 'Version');
    declarations.push({ name, version });
  }
  return declarations.map(({ name, version }) => {
    const property = /^\$\(([^()]+)\)$/.exec(version?.text ?? '')?.[1];
    return { name, version: properties.get(property?.toLowerCase() ?? '') ?? version };
  });
};

/** packages.lock.json: the same packages once for each framework. */
export const readNugetLock: ReadLock = (text) => {
  const frameworks = entriesAt(readJson(text), 'dependencies');
  const packages = frameworks
    .flatMap(({ value }) => entriesAt(value))
    .map(({ key, value }): LockedPackage => {
      const requires = entriesAt(value, 'dependencies').map((each) => anyCase(each.key.text));
      const version = saidAt(value, 'resolved');
      return { name: key.text, version, at: key, keys: [anyCase(key.text)], requires };
    });
  return lockByName(packages, anyCase);
};
