import { json } from '../http/reply.ts';
import { ApiError } from './apiError.ts';
import { projectEntity } from './entities/projectEntity.ts';
import { projectOf, readableProjectOf } from './lookUp.ts';
import { get, type RestRequest } from './restRequest.ts';

export const projectRoutes = [
  get('/projects/:id', (request) =>
    json(200, projectEntity(projectOf(request), request.state, request.access)),
  ),
  get('/projects/:id/repository/files/:file_path/raw', rawFile),
];

function rawFile(request: RestRequest) {
  const project = readableProjectOf(request);
  const { params, query } = request;
  const path = params['file_path'] ?? '';
  const ref = query.get('ref') ?? project.defaultBranch;
  const bytes = project.repository?.file(ref === 'HEAD' ? project.defaultBranch : ref, path);
  if (!bytes) throw ApiError.notFound(project.repository?.commit(ref) === undefined ? 'Commit' : 'File');
  return {
    status: 200,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `inline; filename="${path.split('/').at(-1) ?? ''}"`,
      'x-gitlab-file-path': encodeURIComponent(path),
      'x-gitlab-ref': ref,
      'x-gitlab-size': String(bytes.length),
    },
    body: bytes,
  };
}
