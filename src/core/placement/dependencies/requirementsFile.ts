import { addTo } from './addTo.ts';
import type { Declaration, LockedPackage, Lock, ReadManifest } from './dependencyFile.ts';
import { lockByName } from './dependencyFile.ts';
import { pythonName } from './names.ts';
import { readRequirement } from './pythonRequirement.ts';
import { linesOf } from './stretch.ts';

/** A requirement and the packages that the comments of `pip-compile` and `uv pip compile` say it was brought in by. */
interface Pin {
  readonly declaration: Declaration;
  readonly via: string[];
}

/** requirements.txt and its like: options and links are passed over. */
export const readRequirements: ReadManifest = (text) => pinsOf(text).map(({ declaration }) => declaration);

/** A requirements.txt that was compiled from a requirements.in. */
export function readCompiledRequirements(text: string): Lock {
  const pins = pinsOf(text);
  const brings = new Map<string, string[]>();
  for (const { declaration, via } of pins) {
    const name = pythonName(declaration.name.text);
    for (const each of via) addTo(brings, each, name);
  }
  const packages = pins.map(({ declaration: { name, version } }): LockedPackage => {
    const key = pythonName(name.text);
    return { name: name.text, version, at: name, keys: [key], requires: brings.get(key) ?? [] };
  });
  return lockByName(packages, pythonName);
}

function pinsOf(text: string): readonly Pin[] {
  const pins: Pin[] = [];
  let isVia = false;
  for (const line of linesOf(text)) {
    const comment = /^\s*#\s*(via\b)?(.*)/.exec(line.text);
    if (comment) {
      isVia ||= comment[1] !== undefined;
      const name = comment[2]?.trim() ?? '';
      const last = pins.at(-1);
      if (isVia && last && /^[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?$/.test(name)) last.via.push(pythonName(name));
      continue;
    }
    isVia = false;
    const declaration = readRequirement(line);
    if (declaration && !/^\s*\S+:\/\//.test(line.text)) pins.push({ declaration, via: viaBeside(line.text) });
  }
  return pins;
}

/** `werkzeug==2.0.1  # via flask, other` */
function viaBeside(line: string): string[] {
  const comment = /\s#\s*via\s(.*)/.exec(line)?.[1] ?? '';
  const names = comment.split(',').map((name) => name.trim());
  return names.filter((name) => /^[A-Za-z0-9][\w.-]*$/.test(name)).map(pythonName);
}
