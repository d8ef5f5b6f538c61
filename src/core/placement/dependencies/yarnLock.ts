import type { LockedPackage, ReadLock } from './dependencyFile.ts';
import { linesOf, partOf, type Said } from './stretch.ts';

interface Draft {
  readonly name: string;
  readonly at: Said;
  readonly keys: readonly string[];
  version: Said | undefined;
  readonly wants: (readonly [name: string, range: string])[];
}

/** A name or a text in quotes, then another, with a colon between them since version 2. */
const pair = /^\s+(?:"([^"]+)"|([^\s:"]+)):?\s+(?:"([^"]*)"|(\S+))\s*$/d;

/**
 * yarn.lock of all versions: yarn writes it, one thing to a line. Version 1 is no YAML; what later versions write is YAML that
 * differs from version 1 in colons only.
 */
export const readYarnLock: ReadLock = (text) => {
  const drafts: Draft[] = [];
  let section = '';
  for (const line of linesOf(text)) {
    const indent = line.text.search(/\S/);
    const draft = drafts.at(-1);
    if (indent < 0 || line.text.startsWith('#')) continue;
    if (indent === 0) drafts.push(newDraft(line));
    else if (!draft) continue;
    else if (indent <= 2) {
      section = line.text.trim();
      const found = /^version\b/.test(section) ? pair.exec(line.text) : null;
      const at = found?.indices?.[3] ?? found?.indices?.[4];
      if (at) draft.version = partOf(line, ...at);
    } else if (section === 'dependencies:' || section === 'optionalDependencies:') {
      const found = pair.exec(line.text);
      if (found) draft.wants.push([found[1] ?? found[2] ?? '', found[3] ?? found[4] ?? '']);
    }
  }
  const known = new Set(drafts.flatMap((draft) => draft.keys));
  const keyOf = (name: string, range: string) => {
    const keys = [`${name}@${range}`, `${name}@npm:${range}`];
    const found = keys.filter((key) => known.has(key));
    // A resolution or an override may have given it another range than the one asked for.
    return found.length > 0 ? found : [name];
  };
  const packages = drafts.map(({ name, at, keys, version, wants }): LockedPackage => ({
    name,
    version,
    at,
    keys: [...keys, name],
    requires: wants.flatMap(([wanted, range]) => keyOf(wanted, range)),
  }));
  return {
    packages,
    keysOf: ({ name, version }) => keyOf(name.text, version?.text ?? ''),
    members: [...known].flatMap((key) => /@workspace:(?!\.?$)(.*)/.exec(key)?.[1] ?? []),
  };
};

/** `"@babel/core@^7.0.0", "@babel/core@^7.1.0":` or, since version 2, `"@babel/core@npm:^7.0.0, @babel/core@npm:^7.1.0":` */
function newDraft(line: Said): Draft {
  const keys = line.text
    .replace(/:\s*$/, '')
    .replaceAll('"', '')
    .split(',')
    .map((key) => key.trim());
  const first = keys[0] ?? '';
  const asked = /^(@?[^@]+)(?:@(?:npm:(@?[^@]+)@)?|$)/.exec(first);
  const name = asked?.[2] ?? asked?.[1] ?? first;
  const start = Math.max(0, line.text.indexOf(name));
  return { name, at: partOf(line, start, start + name.length), keys, version: undefined, wants: [] };
}
