import { unzip, type Unzipped } from 'fflate';
import { GitLabFailure } from '../core/model/failure.ts';
import type { ReportArtifact } from '../core/model/pipeline.ts';
import { reportFileNames, type ReportType } from '../core/model/reportType.ts';
import type { Requester } from './requester.ts';

const reportLimit = 256 * 1024 * 1024;

/**
 * Gets a job's report by the ways open to a token: as the report artifact itself (GitLab 19.4 and newer), as a file of
 * the job's archive, out of the whole archive. Throws `notDownloadable` where none is.
 *
 * @param version GitLab's, where known; an unknown one is tried as a new one
 */
export async function downloadReport(
  requester: Requester,
  artifact: ReportArtifact,
  hasArchive: boolean,
  version: string | undefined,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const base = `/api/v4/projects/${encodeURIComponent(artifact.projectPath)}/jobs/${artifact.jobId}/artifacts`;
  const get = async (path: string) =>
    (await requester.request({ method: 'GET', path, isRead: true, limit: reportLimit }, signal)).bytes;
  if (version === undefined || isAtLeast(version, 19, 4)) {
    const bytes = await unlessNotFound(get(`${base}?file_type=${artifact.type}`));
    // An older GitLab ignores the parameter and answers with the archive.
    if (bytes && !isZip(bytes)) return bytes;
    const found = bytes && (await findInArchive(bytes, artifact.type, requester));
    if (found) return found;
  }
  if (hasArchive) {
    const file = await unlessNotFound(get(`${base}/${reportFileNames[artifact.type]}`));
    if (file) return file;
    const archive = await unlessNotFound(get(base));
    const found = archive && (await findInArchive(archive, artifact.type, requester));
    if (found) return found;
  }
  throw new GitLabFailure('notDownloadable', `no route to ${artifact.type} of job ${artifact.jobId}`, {
    instance: requester.instance,
  });
}

/** GitLab versions look like `18.8.2-ee`. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return first > major || (first === major && second >= minor);
}

/** 404 means that this way leads nowhere; 400 that this GitLab does not know the type of file. */
async function unlessNotFound(bytes: Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return await bytes;
  } catch (error) {
    if (error instanceof GitLabFailure && (error.code === 'notFound' || error.status === 400))
      return undefined;
    throw error;
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 9) < 9;
}

/** Inflates only the report, and only if it is not larger than any report may be. */
async function findInArchive(
  archive: Uint8Array,
  type: ReportType,
  { instance }: Requester,
): Promise<Uint8Array | undefined> {
  const wanted = (name: string) => name.split('/').at(-1) === reportFileNames[type];
  const tooLarge: string[] = [];
  const files = await new Promise<Unzipped>((resolve, reject) => {
    const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }) => {
      if (wanted(name) && originalSize > reportLimit) tooLarge.push(name);
      return wanted(name) && originalSize <= reportLimit;
    };
    unzip(archive, { filter }, (error, data) => {
      if (error)
        reject(
          new GitLabFailure('unexpectedAnswer', 'damaged archive', {
            instance,
            detail: 'a damaged archive',
            cause: error,
          }),
        );
      else resolve(data);
    });
  });
  if (tooLarge.length > 0)
    throw new GitLabFailure('tooLarge', `report in the archive above ${reportLimit} bytes`, { instance });
  // A monorepo's archive may hold several; the one at the top is the job's own.
  const name = Object.keys(files).sort(
    (a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b),
  )[0];
  return name === undefined ? undefined : files[name];
}
