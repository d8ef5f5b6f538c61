import {
  lockByName,
  type Declaration,
  type LockedPackage,
  type ReadLock,
  type ReadManifest,
} from './dependencyFile.ts';
import { exactName } from './names.ts';
import { groupOf, linesOf } from './stretch.ts';

const requirement = /^\s*(?:require\s+)?"?([^\s"()]+)"?\s+(v[^\s/]+)\s*(\/\/\s*indirect\b)?/d;

/** go.mod: what it requires itself before what is only needed by others, which it lists too. */
export const readGoMod: ReadManifest = (text) => {
  const direct: Declaration[] = [];
  const indirect: Declaration[] = [];
  let block = '';
  for (const line of linesOf(text)) {
    block = /^\s*(\w+)\s*\(/.exec(line.text)?.[1] ?? (/^\s*\)/.test(line.text) ? '' : block);
    const isRequired = block === 'require' || (block === '' && /^\s*require\s/.test(line.text));
    const found = isRequired ? requirement.exec(line.text) : null;
    const name = groupOf(found, 1, line.start);
    const version = groupOf(found, 2, line.start);
    if (name) (found?.[3] === undefined ? direct : indirect).push({ name, version });
  }
  return [...direct, ...indirect];
};

const sum = /^(\S+) (v[^\s/]+)(\/go\.mod)? /d;

/** go.sum, which lists every version that was looked at; those whose code is used come first. */
export const readGoSum: ReadLock = (text) => {
  const used: LockedPackage[] = [];
  const seen: LockedPackage[] = [];
  for (const line of linesOf(text)) {
    const found = sum.exec(line.text);
    const name = groupOf(found, 1, line.start);
    if (!name) continue;
    const version = groupOf(found, 2, line.start);
    const entry = { name: name.text, version, at: name, keys: [name.text], requires: [] };
    (found?.[3] === undefined ? used : seen).push(entry);
  }
  return lockByName([...used, ...seen], exactName);
};
