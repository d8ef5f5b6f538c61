import { createHash } from 'node:crypto';
import { locationFingerprint } from './locationFingerprint.ts';
import type { WireSignature, WireVulnerability } from './wireReport.ts';

/** The namespace of GitLab's production environments. */
const namespace = '58dc0f06-936c-43b3-93bb-71693f1b6570';

/** Least to most preferred. */
const algorithms = ['hash', 'location', 'scope_offset', 'scope_offset_compressed'];

/** GitLab's identity of a finding: stable over pipelines, different in every project. */
export function findingUuid(
  type: string,
  vulnerability: WireVulnerability,
  projectId: number,
): string | undefined {
  const primary = vulnerability.identifiers?.[0];
  if (!primary || !vulnerability.location) return undefined;
  const place = trackedFingerprint(vulnerability) ?? sha1(locationFingerprint(type, vulnerability.location));
  return uuidV5([type, sha1(`${primary.type}:${primary.value}`), place, projectId].join('-'));
}

/** A finding that a scanner can follow through moved code is known by that, not by its lines. */
function trackedFingerprint(vulnerability: WireVulnerability): string | undefined {
  const signatures = (vulnerability.tracking?.items ?? []).flatMap((item) => item.signatures ?? []);
  const best = signatures.reduce<WireSignature | undefined>(
    (best, next) =>
      algorithms.indexOf(next.algorithm) > (best ? algorithms.indexOf(best.algorithm) : -1) ? next : best,
    undefined,
  );
  if (!best) return undefined;
  const values = signatures.filter((one) => one.algorithm === best.algorithm).map((one) => one.value);
  return sha1(values.join('|'));
}

export function uuidV5(name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
