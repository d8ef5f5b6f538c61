import type { ReportType } from '../model/reportType.ts';
import * as generated from './generated/validators.js';
import type { Flaw, Validate } from './generated/validators.js';

/** The generations of the report format that differ: before 14 it was looser, and 15 dropped and renamed keys. */
export type Format = 'old' | '14' | '15';

interface Validators {
  readonly report: readonly Validate[];
  readonly vulnerability: readonly Validate[];
}

/** Newer formats are read as the newest one known; GitLab adds to a major version, and does not take away. */
export function formatOf(version: string | undefined): Format {
  const major = Number.parseInt(version ?? '', 10);
  return major >= 15 ? '15' : major === 14 ? '14' : 'old';
}

/** Checks of the whole but for its vulnerabilities, and of each vulnerability. */
export function validatorsOf(type: ReportType | undefined, format: Format): Validators {
  if (format === 'old') return { report: [generated.reportOld], vulnerability: [generated.vulnerabilityOld] };
  const is14 = format === '14';
  return {
    report: [generated.report, is14 ? generated.report14 : generated.report15, ...reportOf(type, is14)],
    vulnerability: [
      generated.vulnerability,
      is14 ? generated.vulnerability14 : generated.vulnerability15,
      ...vulnerabilityOf(type, is14),
    ],
  };
}

/** Runs validators over one value, pointers counting from it; false when it is nested too deeply to be looked at. */
export function runValidators(validators: readonly Validate[], value: unknown, flaw: Flaw): boolean {
  try {
    for (const validate of validators) validate(value, '', flaw);
    return true;
  } catch {
    return false;
  }
}

function reportOf(type: ReportType | undefined, is14: boolean): readonly Validate[] {
  if (type === 'dast' || type === 'api_fuzzing') return [generated.dastReport];
  return type === 'dependency_scanning' && is14 ? [generated.dependencyScanningReport14] : [];
}

function vulnerabilityOf(type: ReportType | undefined, is14: boolean): readonly Validate[] {
  switch (type) {
    case undefined:
      return [];
    case 'sast':
      return [generated.sast];
    case 'secret_detection':
      return [generated.sast, generated.secretDetection];
    case 'dependency_scanning':
      return [is14 ? generated.dependencyScanning14 : generated.dependencyScanning15];
    case 'container_scanning':
      return [is14 ? generated.containerScanning14 : generated.containerScanning15];
    case 'cluster_image_scanning':
      return [generated.clusterImageScanning];
    case 'coverage_fuzzing':
      return [generated.coverageFuzzing];
    case 'dast':
    case 'api_fuzzing':
      return is14 ? [generated.dast, generated.dast14] : [generated.dast];
  }
}
