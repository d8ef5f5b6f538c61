import type { Reply } from '../http/reply.ts';
import { ApiError } from './apiError.ts';
import { readableProjectOf } from './lookUp.ts';
import { get, type RestRequest } from './restRequest.ts';

export const fileRoutes = [
  get('/projects/:id/repository/files/:file_path/raw', rawFile, ['api', 'read_api', 'read_repository']),
];

/** As GitLab does not follow pointers to LFS unless told so, and no project here has any, git's bytes are the file. */
function rawFile(request: RestRequest): Reply {
  const project = readableProjectOf(request);
  const { params, query } = request;
  const path = params['file_path'] ?? '';
  if (path.split('/').includes('..')) throw ApiError.badRequest('file_path should be a valid file path');
  const ref = query.get('ref') ?? 'HEAD';
  const revision = ref === 'HEAD' ? project.defaultBranch : ref;
  const bytes = project.repository?.file(revision, path);
  if (!bytes) throw ApiError.notFound(project.repository?.commit(revision) ? 'File' : 'Commit');
  return {
    status: 200,
    headers: {
      ...contentHeaders(bytes, path.split('/').at(-1) ?? ''),
      'x-gitlab-file-path': encodeURIComponent(path),
      'x-gitlab-ref': ref,
      'x-gitlab-size': String(bytes.length),
    },
    body: bytes,
  };
}

/** Workhorse looks at the first bytes, and calls everything that is text plain, so that no browser runs it. */
function contentHeaders(bytes: Buffer, name: string): Readonly<Record<string, string>> {
  const isText = !bytes.subarray(0, 512).includes(0);
  const filename = `filename="${name.replaceAll(/[^ -~]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  return {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-disposition': `${isText ? 'inline' : 'attachment'}; ${filename}`,
  };
}
