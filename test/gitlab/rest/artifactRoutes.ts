import { unzipSync } from 'fflate';
import { isAtLeast } from '../settings.ts';
import type { Artifact } from '../state/artifact.ts';
import type { Job } from '../state/job.ts';
import { ApiError } from './apiError.ts';
import { jobOf } from './lookUp.ts';
import { get, type RestRequest } from './restRequest.ts';

export const artifactRoutes = [
  get('/projects/:id/jobs/:job_id/artifacts', download),
  get('/projects/:id/jobs/:job_id/artifacts/*artifact_path', file),
];

/** The file types GitLab gives out; the trace and the archive's directory are not among them. */
const downloadable = new Set([
  'archive',
  'junit',
  'dotenv',
  'codequality',
  'cyclonedx',
  'sast',
  'secret_detection',
  'dependency_scanning',
  'container_scanning',
  'cluster_image_scanning',
  'dast',
  'coverage_fuzzing',
  'api_fuzzing',
  'license_scanning',
]);

/** Before 19.4 GitLab has only the archive to give, whatever it is asked for. */
function download(request: RestRequest) {
  const { state, query } = request;
  const asked = isAtLeast(state.settings.version, 19, 4) ? query.get('file_type') : null;
  if (asked !== null && !downloadable.has(asked))
    throw ApiError.badRequest('file_type does not have a valid value');
  const job = downloadableJobOf(request);
  const artifact = artifactOf(job, asked ?? 'archive');
  const type = artifact.fileType === 'archive' ? 'application/zip' : 'application/octet-stream';
  return request.send(artifact.bytes, artifact.filename, type);
}

function file(request: RestRequest) {
  const path = request.params['artifact_path'] ?? '';
  if (path === '' || path.split('/').includes('..')) throw new ApiError(400, { message: '400 Bad request' });
  const job = downloadableJobOf(request);
  const bytes = unzipSync(artifactOf(job, 'archive').bytes)[path];
  if (!bytes) throw ApiError.notFound();
  return request.send(bytes, path.split('/').at(-1) ?? path, 'application/octet-stream');
}

function downloadableJobOf(request: RestRequest): Job {
  const job = jobOf(request);
  if (!request.access.downloadArtifacts(job.pipeline.project, job.access)) throw ApiError.forbidden();
  return job;
}

function artifactOf(job: Job, fileType: string): Artifact {
  const artifact = job.artifacts.find((one) => one.fileType === fileType);
  const isExpired = job.expireAt !== undefined && job.expireAt.getTime() <= Date.now();
  if (!artifact || isExpired) throw ApiError.notFound();
  return artifact;
}
