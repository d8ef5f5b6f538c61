import type { FailureCode } from '../../model/failure.ts';
import type { MergeRequest } from '../../model/mergeRequest.ts';
import type { Pipeline, PipelineStatus, ReportArtifact, SecurityJob } from '../../model/pipeline.ts';
import type { Instance, Project, Repository } from '../../model/project.ts';
import type { ReportProblem } from '../../model/report.ts';
import { reportTypes } from '../../model/reportType.ts';
import type { Problem, ReadySnapshot } from '../../model/snapshot.ts';
import { anyOf, fields, flag, kinds, listOf, oneOf, text, whole, type Shape } from './shape.ts';

/** A snapshot beside its findings, which stand on lines of their own, and the time, which its label tells. */
export type SnapshotHead = Omit<ReadySnapshot, 'findings' | 'fetchedAt'>;

const type = oneOf(...reportTypes);
const failure = anyOf<FailureCode>({
  unreachable: true,
  timeout: true,
  unauthorized: true,
  insufficientScope: true,
  forbidden: true,
  notFound: true,
  rateLimited: true,
  serverError: true,
  unexpectedAnswer: true,
  tooLarge: true,
  notDownloadable: true,
  unknownField: true,
  refused: true,
});

const mergeRequest = fields<MergeRequest>(
  {
    iid: text,
    title: text,
    webUrl: text,
    projectPath: text,
    sourceBranch: text,
    targetBranch: text,
    updatedAt: text,
  },
  { sourceProjectPath: text, headSha: text, baseSha: text, targetSha: text },
);

const artifact = fields<ReportArtifact>({ projectPath: text, jobId: text, jobName: text, type });
const job = fields<SecurityJob>({
  id: text,
  name: text,
  status: text,
  reports: listOf(artifact),
  hasArchive: flag,
});

const status = anyOf<PipelineStatus>({
  created: true,
  waiting_for_resource: true,
  preparing: true,
  waiting_for_callback: true,
  pending: true,
  running: true,
  failed: true,
  success: true,
  canceling: true,
  canceled: true,
  skipped: true,
  manual: true,
  scheduled: true,
});

/** GitLab allows two levels of children; more are a pit. */
function pipelineAbove(levels: number): Shape<Pipeline> {
  const children: Shape<readonly Pipeline[]> =
    levels === 0
      ? (value): value is readonly Pipeline[] => Array.isArray(value) && value.length === 0
      : listOf(pipelineAbove(levels - 1));
  return fields<Pipeline>(
    { id: text, iid: text, projectPath: text, sha: text, status, webUrl: text, jobs: listOf(job), children },
    {
      ref: text,
      finishedAt: text,
      mergeRequestEventType: anyOf<NonNullable<Pipeline['mergeRequestEventType']>>({
        detached: true,
        merged_result: true,
        merge_train: true,
      }),
      incomplete: failure,
    },
  );
}
const pipeline = pipelineAbove(8);

type ProblemOf<K extends Problem['kind']> = Extract<Problem, { readonly kind: K }>;
const reportProblem = fields<ReportProblem>({ message: text }, { pointer: text, line: whole, column: whole });

const problem = kinds<Problem>({
  report: fields<ProblemOf<'report'>>({
    kind: oneOf('report'),
    job: text,
    type,
    problems: listOf(reportProblem),
  }),
  download: fields<ProblemOf<'download'>>({ kind: oneOf('download'), job: text, type, failure }),
  notDownloadable: fields<ProblemOf<'notDownloadable'>>(
    { kind: oneOf('notDownloadable'), job: text, type },
    { version: text },
  ),
  scan: fields<ProblemOf<'scan'>>(
    { kind: oneOf('scan'), job: text, status: text, errors: listOf(text) },
    { type },
  ),
  findingsPage: fields<ProblemOf<'findingsPage'>>({ kind: oneOf('findingsPage'), failure }),
  comparison: fields<ProblemOf<'comparison'>>({ kind: oneOf('comparison'), failure }),
  children: fields<ProblemOf<'children'>>({ kind: oneOf('children'), failure }),
  origin: fields<ProblemOf<'origin'>>({ kind: oneOf('origin'), failure }),
});

export const snapshotShape: Shape<SnapshotHead> = fields<SnapshotHead>(
  {
    kind: oneOf('ready'),
    repository: fields<Repository>({ root: text, name: text }),
    instance: fields<Instance>({ url: text }),
    project: fields<Project>({ path: text, name: text, webUrl: text }),
    choices: listOf(mergeRequest),
    pipeline,
    branch: text,
    headCommit: text,
    reportsRead: whole,
    problems: listOf(problem),
    comparison: oneOf('done', 'none'),
  },
  { mergeRequest, running: pipeline, gitlabVersion: text },
);
