import type { Remediation } from '../model/finding.ts';
import { nameOf, none, objectsOf, setKnown, wholeTextOf, type Draft, type WireObject } from './wire.ts';

/**
 * Which remediations of a report fix a vulnerability: those that name its `id`, then those that name its `cve`. Where
 * several name the same one GitLab takes the last, and so do we. `diff` stays base64.
 */
export function remediationsOf(report: WireObject): (vulnerability: WireObject) => readonly Remediation[] {
  const byId = new Map<unknown, Remediation>();
  const byCve = new Map<unknown, Remediation>();
  for (const wire of objectsOf(report['remediations'])) {
    const remediation: Draft<Remediation> = { summary: nameOf(wire['summary']) ?? 'Remediation' };
    setKnown(remediation, 'diff', wholeTextOf(wire['diff']));
    for (const { id, cve } of objectsOf(wire['fixes'])) {
      if (typeof id === 'string' && id !== '') byId.set(id, remediation);
      if (typeof cve === 'string' && cve !== '') byCve.set(cve, remediation);
    }
  }
  if (byId.size === 0 && byCve.size === 0) return () => none;
  return ({ id, cve }) => {
    const found = [byId.get(id), byCve.get(cve)].filter((remediation) => remediation !== undefined);
    return found[0] === found[1] ? found.slice(0, 1) : found;
  };
}
