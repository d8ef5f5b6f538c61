import {
  lockByName,
  type Declaration,
  type LockedPackage,
  type ReadLock,
  type ReadManifest,
} from './dependencyFile.ts';
import { exactName } from './names.ts';
import { groupOf, linesOf } from './stretch.ts';

/** `gem 'rails', '~> 7.0', '>= 7.0.4'`: all its versions are one range, from the first to the last. */
const gem =
  /^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)[\s(]+(['"])([^'"]+)\1(?:\s*,\s*(?:\[\s*)?(['"])([^'"]*)\3((?:\s*,\s*['"][^'"]*['"])*))?/d;

/** Gemfile, gems.rb and *.gemspec: Ruby, but written one gem to a line. */
export const readGemfile: ReadManifest = (text) => {
  const declarations: Declaration[] = [];
  for (const line of linesOf(text)) {
    const found = gem.exec(line.text);
    const name = groupOf(found, 2, line.start);
    if (!name) continue;
    const first = groupOf(found, 4, line.start);
    const others = groupOf(found, 5, line.start);
    const end = others && others.text !== '' ? others.end - 1 : first?.end;
    const version =
      first && end !== undefined
        ? { start: first.start, end, text: text.slice(first.start, end) }
        : undefined;
    declarations.push({ name, version });
  }
  return declarations;
};

const spec = /^ {4}(\S+) \(([^)]+)\)/d;
const needed = /^ {6}([^\s(]+)/;

/** Gemfile.lock and gems.locked: Bundler writes a gem to a line and what it needs below it, two spaces deeper. */
export const readGemfileLock: ReadLock = (text) => {
  const packages: LockedPackage[] = [];
  let requires: string[] = [];
  for (const line of linesOf(text)) {
    const found = spec.exec(line.text);
    const name = groupOf(found, 1, line.start);
    if (name) {
      requires = [];
      const version = groupOf(found, 2, line.start);
      packages.push({ name: name.text, version, at: name, keys: [name.text], requires });
    } else {
      const need = needed.exec(line.text)?.[1];
      if (need !== undefined) requires.push(need);
    }
  }
  return lockByName(packages, exactName);
};
