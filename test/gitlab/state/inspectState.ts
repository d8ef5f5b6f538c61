import type { Discussion } from './discussion.ts';
import type { Issue } from './issue.ts';
import type { MergeRequest } from './mergeRequest.ts';
import type { State } from './state.ts';
import type { Vulnerability } from './vulnerability.ts';

/** Everything that a write can change, as JSON. */
export function inspectState(state: State) {
  return {
    issues: state.issues.all.map(issueOf),
    discussions: state.discussions.map(discussionOf),
    mergeRequests: state.mergeRequests.map(mergeRequestOf),
    branches: state.projects.flatMap(({ path, repository }) =>
      (repository?.branches() ?? []).map((name) => ({ project: path, name, sha: repository?.branch(name) })),
    ),
    decisions: state.vulnerabilities.all.map((one) => ({
      ...decisionOf(one),
      issues: state.vulnerabilities
        .issueLinks(one.uuid)
        .map(({ issue, linkType }) => ({ iid: issue.iid, linkType })),
    })),
  };
}

function issueOf(issue: Issue) {
  const { iid, title, description, confidential, labels, quickActions, dueDate } = issue;
  return {
    project: issue.project.path,
    iid,
    title,
    description,
    state: issue.state,
    confidential,
    labels,
    dueDate,
    quickActions,
    author: issue.author?.username,
    assignees: issue.assignees.map(({ username }) => username),
    milestone: issue.milestone?.title,
    mentioned: issue.mentioned.map(({ username }) => username),
  };
}

function discussionOf({ id, mergeRequest, position, notes, resolvedBy }: Discussion) {
  return {
    id,
    project: mergeRequest.project.path,
    mergeRequest: mergeRequest.iid,
    position,
    resolvedBy: resolvedBy?.username,
    notes: notes.map(({ id: note, body, author }) => ({ id: note, body, author: author?.username })),
  };
}

function mergeRequestOf(one: MergeRequest) {
  const { iid, title, description, sourceBranch, targetBranch, labels, removeSourceBranch } = one;
  return {
    project: one.project.path,
    iid,
    title,
    description,
    sourceBranch,
    targetBranch,
    labels,
    removeSourceBranch,
    state: one.state,
    author: one.author?.username,
  };
}

function decisionOf({ uuid, title, state, dismissal, comment, mergeRequest }: Vulnerability) {
  return {
    uuid,
    title,
    state,
    comment: dismissal?.comment ?? comment,
    reason: dismissal?.reason,
    by: dismissal?.by?.username,
    mergeRequest: mergeRequest?.iid,
  };
}
