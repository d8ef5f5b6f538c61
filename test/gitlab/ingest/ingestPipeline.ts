import { reportTypes } from '../../../src/core/model/reportType.ts';
import type { Job } from '../state/job.ts';
import type { Pipeline } from '../state/pipeline.ts';
import { ingestReport } from './ingestReport.ts';
import type { IngestedFinding } from './ingestedFinding.ts';
import { readReport } from './readReport.ts';
import type { Scan } from './scan.ts';

export interface Ingested {
  readonly scans: readonly Scan[];
  readonly findings: readonly IngestedFinding[];
}

/** Reads every security report of a finished pipeline. What two jobs both report is kept once. */
export function ingestPipeline(pipeline: Pipeline): Ingested {
  const scans: Scan[] = [];
  const findings: IngestedFinding[] = [];
  for (const job of pipeline.jobs) {
    for (const type of securityTypes(job)) {
      const bytes = job.artifacts.find((artifact) => artifact.fileType === type)?.bytes;
      const read = bytes ? readReport(bytes) : undefined;
      if (!read) scans.push({ job, type, status: 'job_failed', errors: [] });
      else if ('error' in read) scans.push({ job, type, status: 'report_error', errors: [read.error] });
      else {
        scans.push({ job, type, status: 'succeeded', errors: [] });
        findings.push(...ingestReport(read.report, type, pipeline));
      }
    }
  }
  return { scans, findings: withoutDuplicates(findings) };
}

export function withoutDuplicates(findings: readonly IngestedFinding[]): readonly IngestedFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ uuid }) => {
    if (uuid === undefined) return true;
    if (seen.has(uuid)) return false;
    seen.add(uuid);
    return true;
  });
}

function securityTypes(job: Job): readonly string[] {
  return reportTypes.filter((type) => job.reportTypes.includes(type));
}
