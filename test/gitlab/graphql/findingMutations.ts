import type { DismissalReason } from '../../../src/core/model/finding.ts';
import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import { createIssueOfFinding } from '../state/createIssueOfFinding.ts';
import { createMergeRequestOfFinding } from '../state/createMergeRequestOfFinding.ts';
import { findingByUuid } from '../state/findingByUuid.ts';
import { findingNode } from './findingNode.ts';
import type { GraphqlContext } from './graphqlContext.ts';
import { idOf } from './idOf.ts';
import { issueNode } from './issueNode.ts';
import { mergeRequestNode } from './mergeRequestNode.ts';
import { notAvailable } from './notAvailable.ts';
import { vulnerabilityNode } from './vulnerabilityNode.ts';

type Input = Readonly<Record<string, unknown>>;

const maxComment = 50_000;

/** Dismissing what is dismissed rewrites its comment and reason (`Security::Findings::DismissService`). */
export function dismissFinding(input: Input, context: GraphqlContext): object {
  const finding = findingOf(input, context);
  const comment = text(input['comment']);
  if ((comment?.length ?? 0) > maxComment) {
    const message = 'Comment is too long (maximum is 50000 characters)';
    return { errors: [`failed to dismiss security finding: ${message}`] };
  }
  const { state, access } = context;
  const record = state.vulnerabilities.record(finding);
  if (record) {
    const reason = text(input['dismissalReason'])?.toLowerCase() as DismissalReason | undefined;
    state.vulnerabilities.dismiss(record, {
      ...(reason === undefined ? {} : { reason }),
      ...(comment === undefined ? {} : { comment }),
      ...(access.user ? { by: access.user } : {}),
    });
  }
  return { uuid: finding.uuid, securityFinding: findingNode(finding, context) };
}

export function revertFinding(input: Input, context: GraphqlContext): object {
  const finding = findingOf(input, context);
  const record = context.state.vulnerabilities.get(finding.uuid);
  if (record) context.state.vulnerabilities.setState(record, 'detected', text(input['comment']));
  return { securityFinding: findingNode(finding, context) };
}

/** Who may do it is told by the finding's `userPermissions.createIssue`; before 18 it took a maintainer. */
export function createIssue(input: Input, context: GraphqlContext): object {
  const { state, access } = context;
  const project = state.project(String(idOf('Project', input['project'])));
  const finding = findingByUuid(state, String(input['uuid']));
  if (!finding || !access.readFindings(finding.project)) throw notAvailable();
  if (!access.see(project) || !access.createIssue(project)) throw notAvailable();
  if (state.settings.issuesTakeMaintainer && !access.adminVulnerability(finding.project))
    throw notAvailable();
  const hasOne = state.vulnerabilities
    .issueLinks(finding.uuid)
    .some(({ linkType }) => linkType === 'created');
  if (hasOne) return { errors: ['Vulnerability already has a "created" issue link'] };
  const issue = createIssueOfFinding(state, finding, { project, author: access.user });
  return { issue: issueNode(issue, context) };
}

export function createMergeRequest(input: Input, context: GraphqlContext): object {
  const finding = findingOf(input, context);
  const made = createMergeRequestOfFinding(context.state, finding, context.access.user);
  if ('error' in made) return { errors: [made.error] };
  return { mergeRequest: mergeRequestNode(made.mergeRequest, context) };
}

export function createVulnerability(input: Input, context: GraphqlContext): object {
  const record = context.state.vulnerabilities.record(findingOf(input, context));
  return { vulnerability: record ? vulnerabilityNode(record, context) : null };
}

/** Once a pipeline's findings have expired, none of them can be acted on. */
function findingOf({ uuid }: Input, { state, access }: GraphqlContext): IngestedFinding {
  const finding = findingByUuid(state, String(uuid));
  if (!finding || !access.adminVulnerability(finding.project)) throw notAvailable();
  return finding;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
