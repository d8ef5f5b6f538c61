import { isReportType, type ReportType } from '../model/reportType.ts';
import { isWireObject, objectOf, type WireObject } from './wire.ts';

/** The type a report claims in `scan.type`, or its findings in `category`, or else what their locations look like. */
export function reportTypeOf(scan: WireObject, vulnerabilities: Iterable<unknown>): ReportType | undefined {
  return claimedType(scan, vulnerabilities) ?? first(vulnerabilities, typeOfShape);
}

/** The type a report says it has, in its own words. */
export function claimedType(scan: WireObject, vulnerabilities: Iterable<unknown>): ReportType | undefined {
  return toReportType(scan['type']) ?? first(vulnerabilities, ({ category }) => toReportType(category));
}

/** GitLab scans registries with a type of their own, and shows them as container scanning. */
function toReportType(name: unknown): ReportType | undefined {
  if (name === 'container_scanning_for_registry') return 'container_scanning';
  return isReportType(name) ? name : undefined;
}

function typeOfShape(vulnerability: WireObject): ReportType | undefined {
  const location = objectOf(vulnerability['location']);
  if ('kubernetes_resource' in location) return 'cluster_image_scanning';
  if ('image' in location) return 'container_scanning';
  if ('dependency' in location) return 'dependency_scanning';
  if ('hostname' in location || 'param' in location) return 'dast';
  if ('crash_type' in location || 'crash_address' in location) return 'coverage_fuzzing';
  if ('commit' in location) return 'secret_detection';
  return undefined;
}

/** Only the first few decide: a report has one type. */
function first(
  vulnerabilities: Iterable<unknown>,
  typeOf: (vulnerability: WireObject) => ReportType | undefined,
): ReportType | undefined {
  let left = 10;
  for (const vulnerability of vulnerabilities) {
    const type = isWireObject(vulnerability) ? typeOf(vulnerability) : undefined;
    left -= 1;
    if (type || left === 0) return type;
  }
  return undefined;
}
