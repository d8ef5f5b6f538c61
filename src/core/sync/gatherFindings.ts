import { GitLabFailure, type FailureCode } from '../model/failure.ts';
import type { FindingSource, IssueLink, ReportFinding, FindingState } from '../model/finding.ts';
import { withChildren, type Pipeline } from '../model/pipeline.ts';
import type { Report } from '../model/report.ts';
import type { FindingType } from '../model/reportType.ts';
import type { Problem } from '../model/snapshot.ts';
import { parseReport } from '../report/parseReport.ts';
import type { GitLab, GitLabFinding, PipelineFindings } from './ports.ts';
import type { RunMemory } from './runMemory.ts';

/** A finding as one source has it. */
export interface SourcedFinding {
  readonly finding: ReportFinding;
  readonly source: FindingSource;
  readonly pipeline: Pipeline;
  readonly uuid?: string;
  readonly state?: FindingState;
  readonly issue?: IssueLink;
  readonly hasRemediation: boolean;
}

/** All that both sources say of a pipeline and its children, and what could not be had. */
export interface Gathered {
  readonly gitlab: readonly SourcedFinding[];
  readonly artifacts: readonly SourcedFinding[];
  readonly reportsRead: number;
  readonly problems: readonly Problem[];
}

/** Whether GitLab's database has findings for this user: known from the overview, or still to be asked. */
export type Database = 'has findings' | 'has none' | 'unknown';

export interface GatherOptions {
  readonly gitlab: GitLab;
  readonly database: Database;
  /** Pages that the overview brought. */
  readonly known: readonly PipelineFindings[];
  readonly gitlabVersion?: string;
  readonly memory: RunMemory;
  readonly signal: AbortSignal;
}

/**
 * Collects the findings of a pipeline tree. Where GitLab's database answers, only reports that it did not take in, or
 * took nothing from, are downloaded; elsewhere all are. Everything runs side by side, and no failure hides the rest.
 */
export async function gatherFindings(root: Pipeline, options: GatherOptions): Promise<Gathered> {
  const pipelines = withChildren(root);
  const fromDatabase = options.database === 'has none' ? undefined : Promise.all(pipelines.map((p) => askDatabase(p, root, options)));
  const ingested = options.known.find(({ pipelineId }) => pipelineId === root.id)?.ingested;
  const fromArtifacts = Promise.all(
    pipelines.flatMap((pipeline) =>
      pipeline.jobs.flatMap((job) =>
        job.reports
          .filter(({ type }) => (ingested?.get(type) ?? 0) === 0)
          .map((artifact) => readReport(pipeline, artifact, job.hasArchive, ingested, options)),
      ),
    ),
  );
  const [database, artifacts] = await Promise.all([fromDatabase ?? [], fromArtifacts]);
  return {
    gitlab: withoutDoubles(database.flatMap(({ findings }) => findings)),
    artifacts: artifacts.flatMap(({ findings }) => findings),
    reportsRead: artifacts.filter(({ read }) => read).length + ingestedReports(pipelines, ingested),
    problems: [...database.flatMap(({ problems }) => problems), ...artifacts.flatMap(({ problems }) => problems)],
  };
}

interface Part {
  readonly findings: readonly SourcedFinding[];
  readonly problems: readonly Problem[];
  readonly read: boolean;
}

async function askDatabase(pipeline: Pipeline, root: Pipeline, options: GatherOptions): Promise<Part> {
  const { gitlab, known, signal } = options;
  const first = known.find(({ pipelineId }) => pipelineId === pipeline.id);
  if (!first && pipeline.jobs.length === 0 && pipeline !== root) return { findings: [], problems: [], read: false };
  const sourced = (finding: GitLabFinding): SourcedFinding => {
    const { uuid, state, issue, hasRemediation, ...facts } = finding;
    return { finding: facts, source: { kind: 'gitlab' }, pipeline, uuid, state, hasRemediation, ...(issue && { issue }) };
  };
  const here = first?.findings.map(sourced) ?? [];
  if (first && first.next === undefined) return { findings: here, problems: [], read: true };
  try {
    const expected = first?.ingested && [...first.ingested.values()].reduce((sum, count) => sum + count, 0);
    const start = { ...(first?.next !== undefined && { after: first.next }), ...(expected !== undefined && { expected }) };
    const rest = await gitlab.findings(pipeline, start, signal);
    return {
      findings: [...here, ...(rest?.findings.map(sourced) ?? [])],
      problems: rest?.failures.map((failure): Problem => ({ kind: 'findingsPage', failure })) ?? [],
      read: true,
    };
  } catch (error) {
    return { findings: here, problems: [{ kind: 'findingsPage', failure: failureOf(error, signal) }], read: false };
  }
}

async function readReport(
  pipeline: Pipeline,
  artifact: Pipeline['jobs'][number]['reports'][number],
  hasArchive: boolean,
  ingested: ReadonlyMap<FindingType, number> | undefined,
  { gitlab, memory, gitlabVersion, signal }: GatherOptions,
): Promise<Part> {
  const { type, jobName: job, jobId } = artifact;
  let report: Report;
  try {
    report = await memory.get(`${gitlab.instance.url} report ${jobId} ${type}`, async () =>
      parseReport(await gitlab.report(artifact, hasArchive, signal), type),
    );
  } catch (error) {
    const failure = failureOf(error, signal);
    if (failure !== 'notDownloadable') return { findings: [], problems: [{ kind: 'download', job, type, failure }], read: false };
    // GitLab read this one and found nothing in it: nothing is missing.
    if (ingested?.has(type)) return { findings: [], problems: [], read: false };
    const version = gitlabVersion === undefined ? {} : { version: gitlabVersion };
    return { findings: [], problems: [{ kind: 'notDownloadable', job, type, ...version }], read: false };
  }
  const source: FindingSource = { kind: 'artifact', job, version: report.version ?? 'unknown' };
  return {
    findings: report.findings.map((finding) => ({
      finding,
      source,
      pipeline,
      hasRemediation: (finding.details?.remediations.length ?? 0) > 0,
    })),
    problems: report.problems.length > 0 ? [{ kind: 'report', job, type, problems: report.problems }] : [],
    read: report.findings.length > 0 || report.problems.length === 0,
  };
}

/** A parent pipeline's list may hold its children's findings, depending on the version. */
function withoutDoubles(findings: readonly SourcedFinding[]): readonly SourcedFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ uuid }) => uuid === undefined || (seen.has(uuid) ? false : seen.add(uuid)));
}

function ingestedReports(pipelines: readonly Pipeline[], ingested: ReadonlyMap<FindingType, number> | undefined): number {
  const reports = pipelines.flatMap(({ jobs }) => jobs.flatMap((job) => job.reports));
  return reports.filter(({ type }) => (ingested?.get(type) ?? 0) > 0).length;
}

/** Abort passes through untouched; what is no failure of GitLab's is a fault of ours, and named as such. */
export function failureOf(error: unknown, signal: AbortSignal): FailureCode {
  signal.throwIfAborted();
  return error instanceof GitLabFailure ? error.code : 'unexpectedAnswer';
}
