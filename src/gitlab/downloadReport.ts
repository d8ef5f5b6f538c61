import { GitLabFailure, isGitLabFailure } from '../core/model/failure.ts';
import type { ReportArtifact } from '../core/model/pipeline.ts';
import { reportFileNames, type ReportType } from '../core/model/reportType.ts';
import { listArchive, type ArchivedFile } from './archive.ts';
import { firstFound } from './firstFound.ts';
import { refuseWebPage } from './refuseWebPage.ts';
import type { Requester } from './requester.ts';

const reportLimit = 256 * 1024 * 1024;

/**
 * Gets a job's report by the ways open to a token: as the report artifact itself (GitLab 19.4 and newer), else as a file
 * of the job's archive and, where it has another place there, out of the whole archive. The last two are gone side by
 * side, since nobody knows the place beforehand. Throws `notDownloadable` where no way is open, `notFound` where there is
 * one but the report is gone.
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
  const get = async (path: string, within = signal, isSpare = false) =>
    refuseWebPage(
      await requester.request(
        { method: 'GET', path, isRead: true, isSpare, limit: reportLimit, mayTakeLong: true },
        within,
      ),
      requester.instance,
    );
  const inArchive = (archive: Uint8Array) => findInArchive(archive, artifact.type, requester, signal);
  let isGone = false;
  if (version === undefined || isAtLeast(version, 19, 4)) {
    const answer = await unlessNotFound(get(`${base}?file_type=${artifact.type}`));
    // An older GitLab ignores the parameter and answers with the archive.
    const bytes = isBytes(answer) && isZip(answer) ? await inArchive(answer) : answer;
    if (isBytes(bytes)) return bytes;
    isGone = version !== undefined && answer === 'not found';
  }
  if (hasArchive) {
    const file = (within: AbortSignal) =>
      unlessNotFound(get(`${base}/${reportFileNames[artifact.type]}`, within));
    const archive = async (within: AbortSignal) => {
      const answer = await unlessNotFound(get(base, within, true));
      return isBytes(answer) ? ((await inArchive(answer)) ?? 'not inside') : answer;
    };
    const found = await firstFound<Miss>([file, archive], signal);
    if (isBytes(found)) return found;
    isGone ||= found[1] === 'not found';
  }
  const code = isGone ? 'notFound' : 'notDownloadable';
  throw new GitLabFailure(code, `no ${artifact.type} of job ${artifact.jobId}`, {
    instance: requester.instance,
  });
}

/** GitLab versions look like `18.8.2-ee`. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return first > major || (first === major && second >= minor);
}

type Miss = 'not found' | 'not known' | 'not inside';

/** 404 means that this way leads nowhere; 400 that this GitLab does not know the type of file. */
async function unlessNotFound(bytes: Promise<Uint8Array>): Promise<Uint8Array | 'not found' | 'not known'> {
  try {
    return await bytes;
  } catch (error) {
    if (!isGitLabFailure(error)) throw error;
    if (error.code === 'notFound') return 'not found';
    if (error.status === 400) return 'not known';
    throw error;
  }
}

function isBytes(answer: Uint8Array | string | readonly string[] | undefined): answer is Uint8Array {
  return answer instanceof Uint8Array;
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] ?? 9) < 9;
}

/** Inflates only the report, and only if it is not larger than any report may be. */
async function findInArchive(
  archive: Uint8Array,
  type: ReportType,
  requester: Requester,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const { instance } = requester;
  try {
    const found = listArchive(archive)
      .filter(({ name }) => name.split('/').at(-1) === reportFileNames[type])
      // A monorepo's archive may hold several; the one at the top is the job's own.
      .sort((a, b) => depthOf(a) - depthOf(b) || a.name.localeCompare(b.name))[0];
    if (found && found.size > reportLimit) {
      throw new GitLabFailure('tooLarge', `report in the archive above ${reportLimit} bytes`, { instance });
    }
    return await found?.read(requester.turns(signal));
  } catch (cause) {
    signal.throwIfAborted();
    if (isGitLabFailure(cause)) throw cause;
    const detail = 'a damaged archive';
    throw new GitLabFailure('unexpectedAnswer', detail, { instance, detail, cause });
  }
}

function depthOf({ name }: ArchivedFile): number {
  return name.split('/').length;
}
