import { GraphQLError } from 'graphql';
import type { GraphqlContext } from './graphqlContext.ts';
import { idOf } from './idOf.ts';
import { issueLinkNode } from './issueNode.ts';
import { notAvailable } from './notAvailable.ts';

/** Linking takes a developer, not a maintainer: it decides nothing. All of them are linked, or none. */
export function linkIssue(input: Readonly<Record<string, unknown>>, context: GraphqlContext): object {
  const { state, access } = context;
  const issueId = idOf('Issue', input['issueId']);
  const ids = (input['vulnerabilityIds'] as readonly unknown[]).map((id) => idOf('Vulnerability', id));
  if (ids.length > 100) throw new GraphQLError('vulnerabilityIds is too long (maximum is 100)');
  const issue = state.issues.all.find(({ id }) => id === issueId);
  if (!issue || !access.readIssue(issue)) throw notAvailable();
  const records = ids.map((id) => {
    const record = state.vulnerabilities.byId(id);
    if (!record || !access.readFindings(record.project)) throw notAvailable();
    return record;
  });
  const isLinked = records.some(({ uuid }) =>
    state.vulnerabilities.issueLinks(uuid).some((link) => link.issue === issue),
  );
  if (isLinked) return { errors: ['Vulnerability has already been linked to the issue'] };
  const links = records.map((record) => state.vulnerabilities.linkIssue(record, issue, 'related'));
  return { issueLinks: links.map((link) => issueLinkNode(link, context)) };
}
