import {
  lockByName,
  type Declaration,
  type LockedPackage,
  type ReadLock,
  type ReadManifest,
} from './dependencyFile.ts';
import { mavenName } from './names.ts';
import { readToml } from './readToml.ts';
import { groupOf, linesOf, type Said } from './stretch.ts';
import { entriesAt, saidAt } from './tree.ts';

const coordinates = /(['"])([\w.-]+):([\w.-]+)(?::([^'":@]+)(?:[:@][^'"]*)?)?\1/dg;
const named = /\b(group|name|version)\s*[:=]\s*(['"])([^'"]*)\2/dg;
const value =
  /^\s*(?:(?:def|val|var|final|String)\s+)*(?:ext\.|set\(|extra\[)?['"]?([\w.]+)['"]?[\])]?(?:\s*:\s*String)?\s*(?:=|,|by extra\()\s*(['"])([^'"]*)\2/d;

/**
 * build.gradle and build.gradle.kts: programs, but dependencies stand in them as `group:name:version` or as these three by
 * name. A version that is a variable of the same file leads to where that gets its value.
 */
export const readGradleBuild: ReadManifest = (text) => {
  const declarations: Declaration[] = [];
  const values = new Map<string, Said>();
  let isComment = false;
  for (const line of linesOf(text)) {
    const starts = /^\s*(?:\/\/|(\/\*))/.exec(line.text);
    isComment ||= starts?.[1] !== undefined;
    const isPassedOver = isComment || starts;
    if (line.text.includes('*/')) isComment = false;
    if (isPassedOver) continue;
    const assigned = value.exec(line.text);
    const assignedTo = groupOf(assigned, 3, line.start);
    if (assignedTo) values.set(lastPart(assigned?.[1] ?? ''), assignedTo);
    for (const found of line.text.matchAll(coordinates)) {
      const name = groupOf(found, 3, line.start);
      const version = groupOf(found, 4, line.start);
      if (name) declarations.push({ name: { ...name, text: `${found[2] ?? ''}/${name.text}` }, version });
    }
    const parts = new Map<string, Said>();
    for (const found of line.text.matchAll(named)) {
      const said = groupOf(found, 3, line.start);
      if (said) parts.set(found[1] ?? '', said);
    }
    const name = parts.get('name');
    const group = parts.get('group')?.text;
    if (name && group !== undefined)
      declarations.push({ name: { ...name, text: `${group}/${name.text}` }, version: parts.get('version') });
  }
  return declarations.map(({ name, version }) => {
    const variable = /^\$\{?([\w.]+)\}?$/.exec(version?.text ?? '')?.[1] ?? '';
    const otherName = name.text.slice(name.text.lastIndexOf('/') + 1);
    return { name, version: values.get(lastPart(variable)) ?? version, otherName };
  });
};

/** `version` of `rootProject.ext.version` */
function lastPart(variable: string): string {
  return variable.slice(variable.lastIndexOf('.') + 1);
}

/** gradle/libs.versions.toml */
export const readVersionCatalog: ReadManifest = (text) => {
  const root = readToml(text);
  return entriesAt(root, 'libraries').flatMap(({ value: library }): readonly Declaration[] => {
    const all = saidAt(library);
    const module = saidAt(library, 'module');
    const artifact = saidAt(library, 'name');
    if (all) {
      const [group = '', name = '', version] = all.text.split(':');
      const from = all.start + group.length + name.length + 2;
      const said =
        version === undefined ? undefined : { text: version, start: from, end: from + version.length };
      return [{ name: { ...all, text: `${group}/${name}` }, version: said }];
    }
    const reference = saidAt(library, 'version', 'ref')?.text;
    const version =
      reference === undefined
        ? saidAt(library, 'version')
        : (saidAt(root, 'versions', reference) ?? saidAt(root, 'versions', reference, 'strictly'));
    if (module) return [{ name: { ...module, text: mavenName(module.text) }, version }];
    const group = saidAt(library, 'group')?.text ?? '';
    return artifact ? [{ name: { ...artifact, text: `${group}/${artifact.text}` }, version }] : [];
  });
};

const locked = /^([^:#\s]+):([^:\s]+):([^=\s]+)=/d;

/** gradle.lockfile, which does not say who brings in whom. */
export const readGradleLock: ReadLock = (text) => {
  const packages: LockedPackage[] = [];
  for (const line of linesOf(text)) {
    const found = locked.exec(line.text);
    const at = groupOf(found, 2, line.start);
    const name = `${found?.[1] ?? ''}/${at?.text ?? ''}`;
    const version = groupOf(found, 3, line.start);
    if (at) packages.push({ name, version, at, keys: [name], requires: [] });
  }
  return lockByName(packages, mavenName);
};
