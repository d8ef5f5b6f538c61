import { createHash } from 'node:crypto';
import { json, type Reply } from '../http/reply.ts';
import { ApiError } from './apiError.ts';
import { readableProjectOf, repositoryOf } from './lookUp.ts';
import { get, head, type RestRequest } from './restRequest.ts';

/** https://docs.gitlab.com/api/repository_files/ */
export const fileRoutes = [
  get('/projects/:id/repository/files/:file_path', file),
  head('/projects/:id/repository/files/:file_path', file),
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

/** A file with what an edit of it needs: the newest commit that changed it. The headers are all that HEAD gives. */
function file(request: RestRequest): Reply {
  const project = readableProjectOf(request);
  const { params, query } = request;
  const path = params['file_path'] ?? '';
  const ref = query.get('ref');
  if (ref === null) throw ApiError.badRequest('ref is missing');
  if (path.split('/').includes('..')) throw ApiError.badRequest('file_path should be a valid file path');
  const repository = repositoryOf(project);
  const commit = repository.commit(ref === 'HEAD' ? project.defaultBranch : ref);
  if (commit === undefined) throw ApiError.notFound('Commit');
  const bytes = repository.file(commit, path);
  const [blob] = repository.blobIds(commit, [path]);
  if (!bytes || !blob) throw ApiError.notFound('File');
  const known = {
    file_name: path.split('/').at(-1),
    file_path: path,
    size: bytes.length,
    encoding: 'base64',
    content_sha256: createHash('sha256').update(bytes).digest('hex'),
    ref,
    blob_id: blob.oid,
    commit_id: commit,
    last_commit_id: repository.lastCommitOf(commit, path),
    execute_filemode: blob.mode === '100755',
  };
  const headers = Object.entries(known).map(([name, value]) => [
    `x-gitlab-${name.replaceAll('_', '-')}`,
    encodeURIComponent(String(value)),
  ]);
  const content = bytes.toString('base64');
  return json(200, { ...known, content }, Object.fromEntries(headers) as Record<string, string>);
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
