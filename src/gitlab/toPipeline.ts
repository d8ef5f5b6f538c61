import {
  pipelineStatuses,
  type Pipeline,
  type ReportArtifact,
  type SecurityJob,
} from '../core/model/pipeline.ts';
import type { Instance } from '../core/model/project.ts';
import { isReportType, type ReportType } from '../core/model/reportType.ts';
import type { JobParts, PipelineParts } from './generated/operations.ts';
import { nodesOf, numericId } from './wire.ts';

/** The jobs whose reports this extension reads; sent with every question about jobs. */
export const securityReportTypes = [
  'SAST',
  'SECRET_DETECTION',
  'DEPENDENCY_SCANNING',
  'CONTAINER_SCANNING',
  'DAST',
  'API_FUZZING',
  'COVERAGE_FUZZING',
  'CLUSTER_IMAGE_SCANNING',
] as const;

type WirePipeline = Pick<PipelineParts, 'id' | 'iid' | 'status' | 'jobs'> &
  Partial<
    Pick<PipelineParts, 'sha' | 'ref' | 'finishedAt' | 'mergeRequestEventType' | 'project' | 'downstream'>
  >;

/**
 * @param projectPath where the pipeline runs unless it says otherwise; a fork's runs in the fork
 * @param parent of a child pipeline, whose commit it shares
 */
export function toPipeline(
  wire: WirePipeline,
  projectPath: string,
  instance: Instance,
  parent?: WirePipeline,
): Pipeline {
  const path = wire.project?.fullPath ?? projectPath;
  const id = numericId(wire.id);
  const eventType = wire.mergeRequestEventType?.toLowerCase();
  const sha = wire.sha ?? parent?.sha ?? '';
  return {
    id,
    iid: wire.iid,
    projectPath: path,
    sha,
    // One that a newer GitLab has is no end.
    status: pipelineStatuses.find((known) => known === wire.status.toLowerCase()) ?? 'running',
    webUrl: `${instance.url}/${path}/-/pipelines/${id}`,
    jobs: toJobs(wire.jobs, path),
    children: nodesOf(wire.downstream).map((child) => toPipeline(child, path, instance, wire)),
    ...(wire.ref !== null && wire.ref !== undefined && { ref: wire.ref }),
    ...(wire.finishedAt !== null && wire.finishedAt !== undefined && { finishedAt: wire.finishedAt }),
    ...((eventType === 'detached' || eventType === 'merged_result' || eventType === 'merge_train') && {
      mergeRequestEventType: eventType,
    }),
  };
}

export function toJobs(connection: JobParts | null | undefined, projectPath: string): readonly SecurityJob[] {
  return nodesOf(connection).map((job) => {
    const id = numericId(job.id ?? '');
    const name = job.name ?? '';
    const types = nodesOf(job.artifacts).flatMap(({ fileType }) =>
      fileType === null ? [] : [fileType.toLowerCase()],
    );
    return {
      id,
      name,
      status: job.status?.toLowerCase() ?? 'created',
      reports: types
        .filter(isReportType)
        .map((type: ReportType): ReportArtifact => ({ projectPath, jobId: id, jobName: name, type })),
      hasArchive: types.includes('archive'),
    };
  });
}
