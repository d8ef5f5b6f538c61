import type { Finding } from './finding.ts';

/** The findings with these keys, by key. Each has a key of its own: when all are found nobody looks further. */
export function findByKeys(
  findings: readonly Finding[],
  keys: ReadonlySet<string>,
): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>();
  for (let at = 0; found.size < keys.size && at < findings.length; at++) {
    const finding = findings[at];
    if (finding && keys.has(finding.key)) found.set(finding.key, finding);
  }
  return found;
}
