import type { Issue } from '../state/issue.ts';
import type { IssueLink } from '../state/vulnerability.ts';
import { globalId, type GraphqlContext } from './graphqlContext.ts';

export function issueNode(issue: Issue, { state }: GraphqlContext): object {
  const webPath = `/${issue.project.path}/-/issues/${issue.iid}`;
  return {
    id: globalId('Issue', issue.id),
    iid: String(issue.iid),
    title: issue.title,
    description: issue.description,
    state: issue.state,
    confidential: issue.confidential,
    webPath,
    webUrl: `${state.url}${webPath}`,
  };
}

/** An issue that the user may not see is null, its link is told. */
export function issueLinkNode({ id, issue, linkType }: IssueLink, context: GraphqlContext): object {
  return {
    id: globalId('Vulnerabilities::IssueLink', id),
    linkType: linkType.toUpperCase(),
    issue: context.access.readIssue(issue) ? issueNode(issue, context) : null,
  };
}
