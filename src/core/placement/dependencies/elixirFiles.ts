import {
  lockByName,
  type Declaration,
  type LockedPackage,
  type ReadLock,
  type ReadManifest,
} from './dependencyFile.ts';
import { exactName } from './names.ts';
import { groupOf, linesOf } from './stretch.ts';

const dependency = /\{\s*:(\w+)\s*,\s*(?:"([^"]*)")?/dg;

/** mix.exs: Elixir, but each dependency is a tuple that begins with its name. */
export const readMixExs: ReadManifest = (text) => {
  const declarations: Declaration[] = [];
  for (const line of linesOf(text)) {
    if (/^\s*#/.test(line.text)) continue;
    for (const found of line.text.matchAll(dependency)) {
      const name = groupOf(found, 1, line.start);
      if (name) declarations.push({ name, version: groupOf(found, 2, line.start) });
    }
  }
  return declarations;
};

const locked = /^\s*"([^"]+)":\s*\{:hex,\s*:(\w+),\s*"([^"]*)"/d;
const needed = /\{:(\w+),\s*"[^"]*",\s*\[hex: :(\w+)/g;

/** mix.lock: Mix writes a package to a line, with all it needs in it. */
export const readMixLock: ReadLock = (text) => {
  const packages: LockedPackage[] = [];
  for (const line of linesOf(text)) {
    const found = locked.exec(line.text);
    const app = groupOf(found, 1, line.start);
    if (!app) continue;
    const requires = [...line.text.matchAll(needed)].map((each) => each[1] ?? '');
    const version = groupOf(found, 3, line.start);
    packages.push({ name: found?.[2] ?? app.text, version, at: app, keys: [app.text], requires });
  }
  return lockByName(packages, exactName);
};
