import type { Repository } from '../../model/project.ts';
import type { ReportProblem } from '../../model/report.ts';
import {
  failureShape,
  instanceShape,
  mergeRequestShape,
  pipelineShape,
  projectShape,
  reportTypeShape,
} from '../../model/shapes/pipelineShape.ts';
import { fields, kinds, listOf, oneOf, text, whole, type Shape } from '../../model/shapes/shape.ts';
import type { Problem, ReadySnapshot } from '../../model/snapshot.ts';

/** A snapshot beside its findings, which stand on lines of their own, and the time, which its label tells. */
export type SnapshotHead = Omit<ReadySnapshot, 'findings' | 'fetchedAt'>;

const type = reportTypeShape;
const failure = failureShape;
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
    instance: instanceShape,
    project: projectShape,
    choices: listOf(mergeRequestShape),
    pipeline: pipelineShape,
    branch: text,
    headCommit: text,
    reportsRead: whole,
    problems: listOf(problem),
    comparison: oneOf('done', 'none'),
  },
  { mergeRequest: mergeRequestShape, running: pipelineShape, gitlabVersion: text },
);
