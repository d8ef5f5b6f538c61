import type { Pipeline } from '../core/model/pipeline.ts';
import {
  detailsFields,
  dismissalShape,
  permissionsShape,
  reportedFields,
  reportedOptionalFields,
  stateShape,
} from '../core/model/shapes/findingShape.ts';
import {
  mergeRequestShape,
  pipelineShape,
  projectShape,
  reportTypeShape,
} from '../core/model/shapes/pipelineShape.ts';
import { linkShape } from '../core/model/shapes/settlementShape.ts';
import { fields, flag, listOf, oneOf, text, whole, type Shape } from '../core/model/shapes/shape.ts';
import type {
  FindingsPage,
  GitLabFinding,
  LazyDetails,
  MergeRequestPipelines,
  Overview,
  PipelineFindings,
  PipelineScans,
  Scan,
} from '../core/sync/ports.ts';

/**
 * What an answer comes to must be of its type down to the last field, whatever the server says: everything that shows it
 * believes so.
 */
const finding = fields<GitLabFinding>(
  { ...reportedFields, uuid: text, state: stateShape, hasRemediation: flag },
  { ...reportedOptionalFields, issue: linkShape },
);

export const pageShape: Shape<FindingsPage> = fields<FindingsPage>(
  { findings: listOf(finding) },
  { next: text },
);

export const pipelinesShape: Shape<readonly Pipeline[]> = listOf(pipelineShape);

export const overviewShape: Shape<Overview> = fields<Overview>(
  {
    project: projectShape,
    mergeRequests: listOf(
      fields<MergeRequestPipelines>(
        { mergeRequest: mergeRequestShape, pipelines: pipelinesShape },
        { headPipelineId: text },
      ),
    ),
    branchPipelines: pipelinesShape,
    basePipelines: pipelinesShape,
    findings: listOf(
      fields<PipelineFindings>(
        { pipelineId: text, findings: listOf(finding) },
        { next: text, decidedOnly: oneOf(true) },
      ),
    ),
    findingsFailed: flag,
  },
  {
    gitlabVersion: text,
    scans: fields<PipelineScans>({
      pipelineId: text,
      scans: listOf(fields<Scan>({ job: text, type: reportTypeShape, status: text, errors: listOf(text) })),
      findings: whole,
    }),
    hasNoDatabase: oneOf(true),
    permissions: permissionsShape,
  },
);

export const detailsShape: Shape<LazyDetails> = fields<LazyDetails>(detailsFields, {
  dismissal: dismissalShape,
  vulnerabilityUrl: text,
  permissions: permissionsShape,
});
