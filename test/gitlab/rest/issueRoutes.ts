import { json } from '../http/reply.ts';
import type { Issue, IssueOptions } from '../state/issue.ts';
import type { Project } from '../state/project.ts';
import { ApiError } from './apiError.ts';
import { issueEntity } from './entities/issueEntity.ts';
import { flagOf, namesOf, numberOf, numbersOf, requireFields, textOf } from './fieldsOf.ts';
import { issueOf, projectOf } from './lookUp.ts';
import { pageOf } from './pageOf.ts';
import { get, post, put, type RestRequest } from './restRequest.ts';

/** https://docs.gitlab.com/api/issues/ */
export const issueRoutes = [
  get('/projects/:id/issues', list),
  get('/projects/:id/issues/:issue_iid', (request) =>
    json(200, issueEntity(issueOf(request), request.state)),
  ),
  post('/projects/:id/issues', create),
  put('/projects/:id/issues/:issue_iid', update),
];

function list(request: RestRequest) {
  const { query, state, access } = request;
  const iids = query.getAll('iids[]');
  const wanted = query.get('state') ?? 'all';
  const labels = query.get('labels')?.split(',') ?? [];
  const confidential = query.get('confidential');
  const places = (query.get('in') ?? 'title,description').split(',');
  const words = (query.get('search') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const textOfIssue = ({ title, description }: Issue) =>
    [places.includes('title') ? title : '', places.includes('description') ? description : '']
      .join('\n')
      .toLowerCase();
  const sign = query.get('sort') === 'asc' ? 1 : -1;
  const found = state.issues
    .of(projectOf(request))
    .filter(
      (issue) =>
        access.readIssue(issue) &&
        (wanted === 'all' || wanted === issue.state) &&
        (iids.length === 0 || iids.includes(String(issue.iid))) &&
        labels.every((label) => issue.labels.includes(label)) &&
        (confidential === null || confidential === String(issue.confidential)) &&
        words.every((word) => textOfIssue(issue).includes(word)),
    )
    .sort((a, b) => sign * (a.id - b.id));
  return pageOf(request, found, (issue) => issueEntity(issue, state));
}

function create(request: RestRequest) {
  const { body, state, access } = request;
  const project = projectOf(request);
  if (!access.createIssue(project)) throw ApiError.forbidden();
  requireFields(body, ['title']);
  const title = checkedTitle(body['title']);
  const issue = state.issues.add(project, {
    ...given(request, project),
    title,
    author: access.user,
    description: textOf(body, 'description'),
    confidential: flagOf(body, 'confidential'),
  });
  return json(201, issueEntity(issue, state));
}

function update(request: RestRequest) {
  const { body, state, access } = request;
  const issue = issueOf(request);
  if (!access.adminIssue(issue.project) && issue.author !== access.user) throw ApiError.forbidden();
  if (Object.keys(body).length === 0) {
    throw ApiError.badRequest(
      'title, description, state_event, labels are missing, at least one parameter must be provided',
    );
  }
  const description = textOf(body, 'description');
  const event = textOf(body, 'state_event');
  if (event !== undefined && event !== 'close' && event !== 'reopen') {
    throw ApiError.badRequest('state_event does not have a valid value');
  }
  if ('title' in body) issue.title = checkedTitle(body['title']);
  const { labels, assignees, milestone, dueDate } = given(request, issue.project);
  issue.labels = labels ?? issue.labels;
  issue.assignees = assignees ?? issue.assignees;
  issue.milestone = milestone ?? issue.milestone;
  issue.dueDate = dueDate ?? issue.dueDate;
  issue.confidential = flagOf(body, 'confidential') ?? issue.confidential;
  if (event !== undefined) issue.state = event === 'close' ? 'closed' : 'opened';
  if (description !== undefined) state.issues.describe(issue, description);
  state.issues.addLabels(issue.project, issue.labels);
  issue.updatedAt = new Date();
  return json(200, issueEntity(issue, state));
}

/** What only reporters may give an issue; from others GitLab drops it without a word. */
function given({ body, state, access }: RestRequest, project: Project): Omit<IssueOptions, 'title'> {
  const labels = namesOf(body, 'labels');
  const assigneeId = numberOf(body, 'assignee_id');
  const ids = numbersOf(body, 'assignee_ids') ?? (assigneeId === undefined ? undefined : [assigneeId]);
  const milestoneId = numberOf(body, 'milestone_id');
  const dueDate = textOf(body, 'due_date');
  if (!access.adminIssue(project)) return {};
  const milestone = state.issues.milestones.find((one) => one.id === milestoneId && one.project === project);
  return { labels, assignees: ids && state.users.filter(({ id }) => ids.includes(id)), milestone, dueDate };
}

function checkedTitle(value: unknown): string {
  const title = typeof value === 'string' ? value.trim() : '';
  if (title === '') throw ApiError.invalid({ title: ["can't be blank"] });
  if (title.length > 255) throw ApiError.invalid({ title: ['is too long (maximum is 255 characters)'] });
  return title;
}
