import type { Instance } from '../core/model/project.ts';
import type {
  FindingsPage,
  MergeRequestPipelines,
  Overview,
  PipelineFindings,
  PipelineScans,
} from '../core/sync/ports.ts';
import type { Findings, Overview as WireOverview, Permissions } from './generated/operations.ts';
import type { Result } from './graphqlClient.ts';
import { toFinding, type WireFinding } from './toFinding.ts';
import { toPipeline } from './toPipeline.ts';
import { nodesOf, numericId } from './wire.ts';

/**
 * Puts the answers of one request together; `undefined` when GitLab knows no such project.
 *
 * @param decidedOnly of the head's findings only those were asked for that somebody decided on
 */
export function toOverview(
  wire: WireOverview,
  findings: Result<Findings>,
  decidedOnly: boolean,
  scans: PipelineScans | undefined,
  permissions: Permissions | undefined,
  instance: Instance,
): Overview | undefined {
  const { project, metadata } = wire;
  if (!project) return undefined;
  const path = project.fullPath;
  const allowed = nodesOf(
    nodesOf(permissions?.project?.mergeRequests)[0]?.headPipeline?.securityReportFindings,
  )[0]?.userPermissions;
  return {
    project: {
      path,
      name: path.split('/').at(-1) ?? path,
      webUrl: project.webUrl ?? `${instance.url}/${path}`,
    },
    mergeRequests: nodesOf(project.mergeRequests).map((node): MergeRequestPipelines => ({
      mergeRequest: {
        iid: node.iid,
        title: node.title,
        webUrl: node.webUrl ?? `${instance.url}/${path}/-/merge_requests/${node.iid}`,
        projectPath: path,
        sourceBranch: node.sourceBranch,
        targetBranch: node.targetBranch,
        updatedAt: node.updatedAt,
        ...(node.sourceProject && { sourceProjectPath: node.sourceProject.fullPath }),
        ...(node.diffHeadSha && { headSha: node.diffHeadSha }),
        ...(node.diffRefs?.baseSha && { baseSha: node.diffRefs.baseSha }),
        ...(node.diffRefs && { targetSha: node.diffRefs.startSha }),
      },
      pipelines: nodesOf(node.pipelines).map((pipeline) => toPipeline(pipeline, path, instance)),
      ...(node.headPipeline && { headPipelineId: numericId(node.headPipeline.id) }),
    })),
    branchPipelines: nodesOf(project.branch).map((pipeline) => toPipeline(pipeline, path, instance)),
    basePipelines: nodesOf(project.base).map((pipeline) => toPipeline(pipeline, path, instance)),
    findings: findings.data ? toPipelineFindings(findings.data, decidedOnly, scans) : [],
    ...(scans && { scans }),
    findingsFailed: hasFailed(findings),
    ...(findings.failure?.code === 'unknownField' && { hasNoDatabase: true }),
    ...(metadata && { gitlabVersion: metadata.version }),
    ...(allowed && { permissions: allowed }),
  };
}

/** A null in place of the head's findings means that there are none for this user, unless an error came with it. */
function hasFailed({ data, failure, partly }: Result<Findings>): boolean {
  if (failure) return failure.code !== 'unknownField';
  const head = nodesOf(data.project?.mergeRequests)[0]?.headPipeline;
  return partly !== undefined && !head?.securityReportFindings;
}

/**
 * An unlicensed GitLab gives nothing, or an empty list; only one that also tells of scans, or lists something, has taken
 * reports in.
 */
function toPipelineFindings(
  { project }: Findings,
  decidedOnly: boolean,
  scans: PipelineScans | undefined,
): readonly PipelineFindings[] {
  const head = nodesOf(project?.mergeRequests)[0]?.headPipeline;
  const ofHead = head?.securityReportFindings && {
    pipelineId: numericId(head.id),
    ...toPage(head.securityReportFindings),
    ...(decidedOnly && { decidedOnly }),
  };
  const ofBase = nodesOf(project?.base).flatMap((pipeline) =>
    pipeline.securityReportFindings
      ? [{ pipelineId: numericId(pipeline.id), ...toPage(pipeline.securityReportFindings) }]
      : [],
  );
  const all: readonly PipelineFindings[] = [...(ofHead ? [ofHead] : []), ...ofBase];
  return scans || decidedOnly || all.some(({ findings }) => findings.length > 0) ? all : [];
}

interface WirePage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (WireFinding | null)[] | null;
}

export function toPage(wire: WirePage): FindingsPage {
  const { hasNextPage, endCursor } = wire.pageInfo;
  return {
    findings: nodesOf(wire).flatMap((node) => toFinding(node) ?? []),
    ...(hasNextPage && endCursor !== null && { next: endCursor }),
  };
}
