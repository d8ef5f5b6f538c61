import { json } from '../http/reply.ts';
import { projectEntity } from './entities/projectEntity.ts';
import { projectOf } from './lookUp.ts';
import { get } from './restRequest.ts';

export const projectRoutes = [
  get('/projects/:id', (request) =>
    json(200, projectEntity(projectOf(request), request.state, request.access)),
  ),
];
