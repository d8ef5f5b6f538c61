import type { Identifier } from '../core/model/finding.ts';
import { toLine1, type Dependency, type Location } from '../core/model/location.ts';
import { isReportType, type FindingType } from '../core/model/reportType.ts';
import { toSeverity } from '../core/model/severity.ts';
import { nameWithin, textWithin } from '../core/model/withinLength.ts';
import type { GitLabFinding } from '../core/sync/ports.ts';
import type { FindingParts } from './generated/operations.ts';
import { nodesOf } from './wire.ts';

/** A finding of the base pipeline comes with less. */
export type WireFinding = Pick<FindingParts, 'uuid' | 'title' | 'severity' | 'reportType'> & {
  readonly location: object | null;
} & Partial<
    Pick<
      FindingParts,
      | 'falsePositive'
      | 'scanner'
      | 'state'
      | 'description'
      | 'solution'
      | 'identifiers'
      | 'issueLinks'
      | 'remediations'
    >
  >;

/** `undefined` for a finding without uuid: GitLab could not identify it, and the report artifact has it anyway. */
export function toFinding(wire: WireFinding): GitLabFinding | undefined {
  if (wire.uuid === null) return undefined;
  const type = typeOf(wire.reportType);
  const issue = nodesOf(wire.issueLinks)[0]?.issue;
  const scannerId = nameWithin(wire.scanner?.externalId ?? 'unknown');
  return {
    uuid: wire.uuid,
    type,
    title: nameWithin(wire.title ?? wire.identifiers?.[0]?.name ?? 'Finding without a title'),
    severity: toSeverity(wire.severity),
    state: toState(wire.state),
    scanner: { id: scannerId, name: nameWithin(wire.scanner?.name ?? scannerId) },
    identifiers: wire.identifiers?.map(toIdentifier) ?? [],
    location: toLocation(wire.location),
    falsePositive: wire.falsePositive ?? false,
    signatures: [],
    hasRemediation: (wire.remediations?.length ?? 0) > 0,
    ...(wire.description && { description: textWithin(wire.description) }),
    ...(wire.solution && { solution: textWithin(wire.solution) }),
    ...(issue && { issue: { iid: issue.iid, url: issue.webUrl } }),
  };
}

function typeOf(reportType: string | null): FindingType {
  const lower = reportType?.toLowerCase();
  return isReportType(lower) ? lower : 'generic';
}

export function toState(state: WireFinding['state']): GitLabFinding['state'] {
  switch (state) {
    case 'CONFIRMED':
      return 'confirmed';
    case 'DISMISSED':
      return 'dismissed';
    case 'RESOLVED':
      return 'resolved';
    case 'DETECTED':
    case null:
    case undefined:
      return 'detected';
    // A newer GitLab may have more.
    default:
      return 'detected';
  }
}

function toIdentifier(wire: FindingParts['identifiers'][number]): Identifier {
  const name = nameWithin(wire.name ?? wire.externalId ?? '');
  return {
    type: nameWithin(wire.externalType ?? ''),
    name,
    value: nameWithin(wire.externalId ?? wire.name ?? ''),
    ...(wire.url && { url: wire.url }),
  };
}

/** The union's members are told apart by what they have; lines are strings there. */
function toLocation(location: object | null): Location {
  const wire = (location ?? {}) as Readonly<Record<string, unknown>>;
  const text = <K extends string>(key: K, from: string = key): Partial<Record<K, string>> => {
    const value = wire[from];
    return (typeof value === 'string' && value !== '' ? { [key]: textWithin(value) } : {}) as Partial<
      Record<K, string>
    >;
  };
  if ('image' in wire)
    return { kind: 'image', ...text('image'), dependency: toDependency(wire['dependency']) };
  if ('dependency' in wire)
    return { kind: 'dependency', ...text('file'), dependency: toDependency(wire['dependency']) };
  if ('hostname' in wire) {
    return {
      kind: 'web',
      ...text('hostname'),
      ...text('path'),
      ...text('param'),
      ...text('method', 'requestMethod'),
    };
  }
  if (!('file' in wire)) return { kind: 'none' };
  const startLine = toLine1(wire['startLine']);
  const endLine = toLine1(wire['endLine']);
  return {
    kind: 'code',
    ...text('file'),
    ...(startLine !== undefined && { startLine }),
    ...(endLine !== undefined && { endLine }),
  };
}

function toDependency(wire: unknown): Dependency {
  const found = wire as {
    readonly package?: { readonly name: string | null } | null;
    readonly version?: string | null;
  } | null;
  return {
    ...(found?.package?.name && { name: nameWithin(found.package.name) }),
    ...(found?.version && { version: nameWithin(found.version) }),
  };
}
