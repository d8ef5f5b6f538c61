import type { Detail } from '../model/finding.ts';
import { none, objectsOf, textOf, type WireObject } from './wire.ts';

/** `vulnerabilities[].cvss_vectors[]`: which vendor gave which vector. */
export function toCvss(vulnerability: WireObject): readonly Detail[] {
  const entries = objectsOf(vulnerability['cvss_vectors']);
  if (entries.length === 0) return none;
  return entries.slice(0, 10).flatMap((entry) => {
    const vector = textOf(entry['vector']);
    const vendor = textOf(entry['vendor']);
    return vector === undefined
      ? []
      : [{ name: vendor === undefined ? 'CVSS' : `CVSS (${vendor})`, text: vector }];
  });
}
