import { accessLevels } from '../state/role.ts';
import { membersOf } from '../state/membersOf.ts';
import { milestoneEntity } from './entities/issueEntity.ts';
import { userEntity } from './entities/userEntity.ts';
import { projectOf } from './lookUp.ts';
import { pageOf } from './pageOf.ts';
import { get, type RestRequest } from './restRequest.ts';

/** What an issue can be given: labels, milestones and people. */
export const labelRoutes = [
  get('/projects/:id/labels', labels),
  get('/projects/:id/milestones', milestones),
  get('/projects/:id/members/all', members),
];

function labels(request: RestRequest) {
  const { state } = request;
  const project = projectOf(request);
  const found = state.issues.labels
    .filter((one) => one.project === project && matches(request, 'search', one.name, one.description))
    .sort((a, b) => a.name.localeCompare(b.name));
  return pageOf(request, found, ({ id, name, description }) => ({
    id,
    name,
    description: description ?? null,
    description_html: description ?? '',
    text_color: '#FFFFFF',
    color: '#6699cc',
    archived: false,
    subscribed: false,
    priority: null,
    is_project_label: true,
  }));
}

function milestones(request: RestRequest) {
  const { state, query } = request;
  const project = projectOf(request);
  const wanted = query.get('state');
  const found = state.issues.milestones.filter(
    (one) =>
      one.project === project &&
      (wanted === null || wanted === one.state) &&
      matches(request, 'search', one.title),
  );
  return pageOf(request, found, (one) => milestoneEntity(one, state));
}

/** Of the project and the groups above, each once with the highest role. */
function members(request: RestRequest) {
  const { state } = request;
  const project = projectOf(request);
  const found = membersOf(state, project).filter(([user]) =>
    matches(request, 'query', user.name, user.username),
  );
  return pageOf(request, found, ([user, role]) => ({
    ...userEntity(user, state),
    access_level: accessLevels[role],
    created_at: project.createdAt.toISOString(),
    expires_at: null,
    membership_state: 'active',
  }));
}

function matches({ query }: RestRequest, name: string, ...texts: readonly (string | undefined)[]): boolean {
  const wanted = (query.get(name) ?? '').toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}
