import type { FailureCode } from '../failure.ts';
import type { MergeRequest } from '../mergeRequest.ts';
import { pipelineStatuses, type Pipeline, type ReportArtifact, type SecurityJob } from '../pipeline.ts';
import type { Instance, Project } from '../project.ts';
import { reportTypes } from '../reportType.ts';
import { anyOf, fields, flag, listOf, oneOf, text, type Shape } from './shape.ts';

export const reportTypeShape = oneOf(...reportTypes);
export const failureShape = anyOf<FailureCode>({
  unreachable: true,
  timeout: true,
  unauthorized: true,
  insufficientScope: true,
  forbidden: true,
  notFound: true,
  storageRefused: true,
  rateLimited: true,
  serverError: true,
  unexpectedAnswer: true,
  tooLarge: true,
  notDownloadable: true,
  unknownField: true,
  refused: true,
  signInEnded: true,
});

export const mergeRequestShape = fields<MergeRequest>(
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

const artifact = fields<ReportArtifact>({
  projectPath: text,
  jobId: text,
  jobName: text,
  type: reportTypeShape,
});
const job = fields<SecurityJob>({
  id: text,
  name: text,
  status: text,
  reports: listOf(artifact),
  hasArchive: flag,
});

const status = oneOf(...pipelineStatuses);

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
      incomplete: failureShape,
    },
  );
}
/** A pipeline with its jobs and children. */
export const pipelineShape = pipelineAbove(8);

export const instanceShape = fields<Instance>({ url: text });
export const projectShape = fields<Project>({ path: text, name: text, webUrl: text });
