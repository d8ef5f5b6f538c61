import type { Issue, Milestone } from '../../state/issue.ts';
import type { State } from '../../state/state.ts';
import { userEntity } from './userEntity.ts';

export function issueEntity(issue: Issue, state: State): object {
  const { project, iid, author, assignees } = issue;
  const people = assignees.map((user) => userEntity(user, state));
  const self = `${state.url}/api/v4/projects/${project.id}/issues/${iid}`;
  return {
    id: issue.id,
    iid,
    project_id: project.id,
    title: issue.title,
    description: issue.description === '' ? null : issue.description,
    state: issue.state,
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.updatedAt.toISOString(),
    closed_at: issue.state === 'closed' ? issue.updatedAt.toISOString() : null,
    closed_by: null,
    labels: issue.labels,
    milestone: issue.milestone ? milestoneEntity(issue.milestone, state) : null,
    assignees: people,
    author: author ? userEntity(author, state) : null,
    type: 'ISSUE',
    assignee: people[0] ?? null,
    user_notes_count: 0,
    merge_requests_count: 0,
    upvotes: 0,
    downvotes: 0,
    due_date: issue.dueDate ?? null,
    confidential: issue.confidential,
    discussion_locked: null,
    issue_type: 'issue',
    web_url: `${state.webUrl(project)}/-/issues/${iid}`,
    time_stats: {
      time_estimate: 0,
      total_time_spent: 0,
      human_time_estimate: null,
      human_total_time_spent: null,
    },
    task_completion_status: { count: 0, completed_count: 0 },
    has_tasks: false,
    _links: {
      self,
      notes: `${self}/notes`,
      award_emoji: `${self}/award_emoji`,
      project: `${state.url}/api/v4/projects/${project.id}`,
      closed_as_duplicate_of: null,
    },
    references: { short: `#${iid}`, relative: `#${iid}`, full: `${project.path}#${iid}` },
    severity: 'UNKNOWN',
    moved_to_id: null,
    service_desk_reply_to: null,
  };
}

export function milestoneEntity({ id, iid, project, title, state: status }: Milestone, state: State): object {
  const at = project.createdAt.toISOString();
  return {
    id,
    iid,
    project_id: project.id,
    title,
    description: '',
    state: status,
    created_at: at,
    updated_at: at,
    due_date: null,
    start_date: null,
    expired: false,
    web_url: `${state.webUrl(project)}/-/milestones/${iid}`,
  };
}
