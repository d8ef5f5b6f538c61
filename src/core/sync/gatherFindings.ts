import type { FindingSource, IssueLink, ReportFinding, FindingState } from '../model/finding.ts';
import { withChildren, type Pipeline } from '../model/pipeline.ts';
import type { Report } from '../model/report.ts';
import type { Problem } from '../model/snapshot.ts';
import { askDatabase } from './askDatabase.ts';
import { rememberRepeats } from './knownRepeats.ts';
import { failureOf } from './failureOf.ts';
import type { GitLab, PipelineFindings, PipelineScans, ReadReport } from './ports.ts';
import { isReadable, rememberReport } from './rememberReport.ts';
import type { MemoryOfRun } from './runMemory.ts';

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

/** A report, and where it came from. */
export interface SourcedReport {
  readonly report: Report;
  readonly source: FindingSource;
  readonly pipeline: Pipeline;
}

/** All that both sources say of a pipeline and its children, and what could not be had. */
export interface Gathered {
  readonly gitlab: readonly SourcedFinding[];
  readonly reports: readonly SourcedReport[];
  readonly reportsRead: number;
  readonly problems: readonly Problem[];
  /** A report came from which nothing could be read. */
  readonly hasUnreadable: boolean;
}

/** Whether GitLab's database has findings for this user: known from the overview, or still to be asked. */
export type Database = 'has findings' | 'has none' | 'unknown';

/** Whose findings: those to show, or those of the target branch's pipeline to compare with. */
export type Role = 'head' | 'base';

export interface GatherOptions {
  readonly gitlab: GitLab;
  readonly database: Database;
  /** Pages that the overview brought. */
  readonly known: readonly PipelineFindings[];
  /** What became of reports in the database, of the pipeline it is known of. */
  readonly scans?: PipelineScans;
  readonly role: Role;
  /** Under which all findings of the head are remembered, where they are many. */
  readonly findingsKey: string;
  readonly gitlabVersion?: string;
  readonly memory: MemoryOfRun;
  readonly readLongReport?: ReadReport;
  readonly signal: AbortSignal;
}

/** A report shorter than this, in bytes, is read in some milliseconds. */
const longReport = 512 * 1024;

/**
 * Collects the findings of a pipeline tree. Where GitLab's database answers, only reports that it did not take in are
 * downloaded; elsewhere all are. Everything runs side by side, and no failure hides the rest.
 */
export async function gatherFindings(root: Pipeline, options: GatherOptions): Promise<Gathered> {
  const parts = await Promise.all(withChildren(root).map((pipeline) => gatherOne(pipeline, root, options)));
  rememberRepeats(
    root,
    parts.map(({ database }) => database),
    options,
  );
  return {
    gitlab: withoutDoubles(parts.flatMap(({ database }) => database?.findings ?? [])),
    reports: parts.flatMap(({ reports }) => reports.flatMap(({ read }) => read ?? [])),
    reportsRead: parts.reduce((sum, part) => sum + part.reportsRead, 0),
    problems: parts.flatMap(({ database, reports }) => [
      ...(database?.problems ?? []),
      ...reports.flatMap(({ problems }) => problems),
    ]),
    hasUnreadable: parts.some(({ reports }) =>
      reports.some(({ answered, problems }) => !answered && problems.some(({ kind }) => kind === 'report')),
    ),
  };
}

async function gatherOne(pipeline: Pipeline, root: Pipeline, options: GatherOptions) {
  const reports = pipeline.jobs.flatMap((job) =>
    job.reports.map((artifact) => ({ artifact, hasArchive: job.hasArchive })),
  );
  const readAll = (wanted: typeof reports) =>
    Promise.all(
      wanted.map(({ artifact, hasArchive }) => readReport(pipeline, artifact, hasArchive, options)),
    );
  const asked = options.database === 'has none' ? undefined : askDatabase(pipeline, root, options);
  const scans = options.scans?.pipelineId === root.id ? options.scans.scans : undefined;
  const missing = reports.filter(
    ({ artifact: { jobName, type } }) =>
      !scans?.some((scan) => scan.job === jobName && scan.type === type && scan.status === 'succeeded'),
  );
  // Without word of the scans, the database's answer tells whether it took the reports in.
  const waits = options.database === 'has findings' && (scans === undefined || pipeline !== root);
  const [database, early] = await Promise.all([asked, waits ? [] : readAll(missing)]);
  const late = waits && database && !database.answered ? await readAll(missing) : [];
  const taken = waits && late.length === 0 ? reports.length : reports.length - missing.length;
  const read = [...early, ...late];
  return { database, reports: read, reportsRead: read.filter(({ answered }) => answered).length + taken };
}

/** What became of asking one source. */
interface Part {
  readonly problems: readonly Problem[];
  /** It gave what it has, be it nothing. */
  readonly answered: boolean;
}

/** What GitLab's database has of one pipeline. */
export interface DatabasePart extends Part {
  readonly findings: readonly SourcedFinding[];
}

/** A report that was asked for. */
interface ReportPart extends Part {
  readonly read?: SourcedReport;
}

async function readReport(
  pipeline: Pipeline,
  artifact: Pipeline['jobs'][number]['reports'][number],
  hasArchive: boolean,
  { gitlab, memory, gitlabVersion, readLongReport, signal }: GatherOptions,
): Promise<ReportPart> {
  const { type, jobName: job, jobId } = artifact;
  let report: Report;
  try {
    report = await rememberReport(memory, `${gitlab.instance.url} report ${jobId} ${type}`, async () => {
      // Loaded only where reports are read: where GitLab has a database it seldom is.
      const loading = import('../report/parseReport.ts');
      const bytes = await gitlab.report(artifact, hasArchive, signal);
      if (readLongReport && bytes.length > longReport) return readLongReport(bytes, type, signal);
      return (await loading).parseReport(bytes, type);
    });
  } catch (error) {
    const failure = failureOf(error, signal);
    if (failure !== 'notDownloadable')
      return { problems: [{ kind: 'download', job, type, failure }], answered: false };
    const version = gitlabVersion === undefined ? {} : { version: gitlabVersion };
    return { problems: [{ kind: 'notDownloadable', job, type, ...version }], answered: false };
  }
  const source: FindingSource = { kind: 'artifact', job, version: report.version ?? 'unknown' };
  return {
    read: { report, source, pipeline },
    problems: report.problems.length > 0 ? [{ kind: 'report', job, type, problems: report.problems }] : [],
    answered: isReadable(report),
  };
}

/** A parent pipeline's list may hold its children's findings, depending on the version. */
function withoutDoubles(findings: readonly SourcedFinding[]): readonly SourcedFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ uuid }) => uuid === undefined || (seen.has(uuid) ? false : seen.add(uuid)));
}
