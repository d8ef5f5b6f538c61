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

/** The names GitLab's own templates give the report files (`Gitlab::Ci::Build::Artifacts::Definitions`). */
export const reportFileNames: Readonly<Record<ReportType, string>> = {
  sast: 'gl-sast-report.json',
  secret_detection: 'gl-secret-detection-report.json',
  dependency_scanning: 'gl-dependency-scanning-report.json',
  container_scanning: 'gl-container-scanning-report.json',
  dast: 'gl-dast-report.json',
  api_fuzzing: 'gl-api-fuzzing-report.json',
  coverage_fuzzing: 'gl-coverage-fuzzing-report.json',
  cluster_image_scanning: 'gl-cluster-image-scanning-report.json',
};
