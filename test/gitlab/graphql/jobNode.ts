import type { Artifact } from '../state/artifact.ts';
import type { Job } from '../state/job.ts';
import { connection, type PageArguments } from './connection.ts';
import { globalId } from './graphqlContext.ts';

export function jobNode(job: Job): object {
  const webPath = `/${job.pipeline.project.path}/-/jobs/${job.id}`;
  return {
    id: globalId('Ci::Build', job.id),
    name: job.name,
    status: job.status.toUpperCase(),
    allowFailure: job.allowFailure,
    retried: false,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString(),
    webPath,
    artifacts: (args: PageArguments) => connection(job.artifacts, args, (one) => node(one, job, webPath)),
  };
}

function node(artifact: Artifact, job: Job, webPath: string): object {
  return {
    id: globalId('Ci::JobArtifact', artifact.id),
    name: artifact.filename,
    fileType: artifact.fileType.toUpperCase(),
    size: artifact.bytes.length,
    expireAt: job.expireAt?.toISOString(),
    expired: isExpired(job),
    downloadPath: `${webPath}/artifacts/download?file_type=${artifact.fileType}`,
  };
}

function isExpired({ expireAt }: Job): boolean {
  return expireAt !== undefined && expireAt.getTime() <= Date.now();
}
