import type { Declaration } from './dependencyFile.ts';
import { groupOf, type Said } from './stretch.ts';

/** A name, what is asked for in brackets, and versions, bare or in round brackets, as PEP 508 has them. */
const pattern =
  /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?(?:\(\s*)?([=!~<>]+\s*[^\s,;#)\\]+(?:\s*,\s*[=!~<>]+\s*[^\s,;#)\\]+)*)?/d;

/** `requests[socks]>=2.8,<3; python_version < "3.13"`; undefined for what names no package. */
export function readRequirement(said: Said): Declaration | undefined {
  const found = pattern.exec(said.text);
  const name = groupOf(found, 1, said.start);
  return name && { name, version: groupOf(found, 2, said.start) };
}
