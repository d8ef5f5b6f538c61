/** The security report types this extension reads, by the names GitLab gives their artifacts. */
export const reportTypes = [
  'sast',
  'secret_detection',
  'dependency_scanning',
  'container_scanning',
  'dast',
  'api_fuzzing',
  'coverage_fuzzing',
  'cluster_image_scanning',
] as const;

export type ReportType = (typeof reportTypes)[number];

/** A finding can also be of a kind that only GitLab's own database knows (`GENERIC`, `SARIF`). */
export type FindingType = ReportType | 'generic';

export function isReportType(value: unknown): value is ReportType {
  return reportTypes.some((type) => type === value);
}
