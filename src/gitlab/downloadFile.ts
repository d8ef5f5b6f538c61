import { isGitLabFailure } from '../core/model/failure.ts';
import { isGitPath } from './isGitPath.ts';
import { refuseWebPage } from './refuseWebPage.ts';
import type { Requester } from './requester.ts';

/** Scanned text is compared line by line; no file that people write is larger. */
const fileLimit = 20 * 1024 * 1024;

/**
 * Gets a file as it is in git at a commit. One in LFS stays the pointer that git has, since that is what a diff sees.
 * `undefined` for a file that is not there or too large.
 */
export async function downloadFile(
  requester: Requester,
  projectPath: string,
  commit: string,
  path: string,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (!isGitPath(path)) return undefined;
  const [project, file, ref] = [projectPath, path, commit].map(encodeURIComponent);
  const route = `/api/v4/projects/${project}/repository/files/${file}/raw?ref=${ref}`;
  try {
    const answer = await requester.request(
      { method: 'GET', path: route, isRead: true, limit: fileLimit },
      signal,
    );
    return refuseWebPage(answer, requester.instance);
  } catch (error) {
    const isNone = isGitLabFailure(error) && (error.code === 'notFound' || error.code === 'tooLarge');
    if (isNone) return undefined;
    throw error;
  }
}
