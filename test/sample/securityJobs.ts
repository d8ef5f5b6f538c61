import type { JobOptions } from '../gitlab/state/job.ts';
import { reportFileNames, type ReportType } from '../../src/core/model/reportType.ts';
import { apiFuzzing } from './reports/apiFuzzing.ts';
import { clusterImageScanning } from './reports/clusterImageScanning.ts';
import { containerScanning } from './reports/containerScanning.ts';
import { coverageFuzzing } from './reports/coverageFuzzing.ts';
import { dast } from './reports/dast.ts';
import { dependencyScanning } from './reports/dependencyScanning.ts';
import { infrastructure } from './reports/infrastructure.ts';
import type { SampleReport } from './reports/sampleFinding.ts';
import { sast } from './reports/sast.ts';
import { secretDetection } from './reports/secretDetection.ts';
import { writeReport, type Scan } from './reports/writeReport.ts';
import { softwareBillOfMaterials } from './softwareBillOfMaterials.ts';

/** What a job leaves in its archive besides its report artifact; without an archive there is no other way to the report. */
type Archive = 'none' | 'report' | 'sbom';

interface Template {
  readonly name: string;
  readonly stage: string;
  readonly report: SampleReport;
  readonly archive: Archive;
}

/** Names, stages and archives as GitLab's CI templates have them. */
const templates: readonly Template[] = [
  { name: 'semgrep-sast', stage: 'test', report: sast, archive: 'none' },
  { name: 'secret_detection', stage: 'test', report: secretDetection, archive: 'none' },
  { name: 'gemnasium-dependency_scanning', stage: 'test', report: dependencyScanning, archive: 'sbom' },
  { name: 'container_scanning', stage: 'test', report: containerScanning, archive: 'report' },
  { name: 'cluster_image_scanning', stage: 'test', report: clusterImageScanning, archive: 'report' },
  { name: 'dast', stage: 'dast', report: dast, archive: 'report' },
  { name: 'apifuzzer_fuzz', stage: 'fuzz', report: apiFuzzing, archive: 'report' },
  { name: 'fuzz_pricefeed', stage: 'fuzz', report: coverageFuzzing, archive: 'report' },
];

/** The eight security jobs of a pipeline, with their reports. */
export function securityJobs(scan: Scan): readonly JobOptions[] {
  return templates.map((template) => jobOf(template, scan));
}

/** The job of the child pipeline that looks after the infrastructure. */
export function infrastructureJob(scan: Scan): JobOptions {
  return jobOf({ name: 'kics-iac-sast', stage: 'test', report: infrastructure, archive: 'none' }, scan);
}

/** A job of the company's own, whose disk was full when it wrote its report. */
export function brokenJob(scan: Scan): JobOptions {
  const whole = JSON.stringify(writeReport(sast, scan), undefined, 2);
  return {
    name: 'acme-audit',
    stage: 'test',
    reports: { sast: whole.slice(0, 4096) },
    access: 'developer',
  };
}

function jobOf({ name, stage, report, archive }: Template, scan: Scan): JobOptions {
  const { type } = report;
  const written = writeReport(report, scan);
  return {
    name,
    stage,
    access: 'developer',
    reports: { [type]: written },
    ...archived(archive, type, written, scan),
  };
}

function archived(
  archive: Archive,
  type: ReportType,
  report: object,
  scan: Scan,
): Pick<JobOptions, 'archive'> {
  if (archive === 'none') return {};
  if (archive === 'report') return { archive: { [reportFileNames[type]]: report } };
  return { archive: { 'frontend/gl-sbom-npm-npm.cdx.json': softwareBillOfMaterials(scan.tree) } };
}
