import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import { isAtLeast } from '../settings.ts';
import type { IssueLink, Vulnerability } from '../state/vulnerability.ts';
import { connection, type PageArguments } from './connection.ts';
import { detailNodes } from './detailNodes.ts';
import { evidenceNode } from './evidenceNode.ts';
import { globalId, type GraphqlContext } from './graphqlContext.ts';
import { locationNode } from './locationNode.ts';
import { projectNode } from './projectNode.ts';
import { userNode } from './userNode.ts';

export function findingNode(finding: IngestedFinding, context: GraphqlContext): object {
  const { state, access } = context;
  const { project, uuid, scanner } = finding;
  const record = state.vulnerabilities.get(uuid);
  const reportType = finding.reportType.toUpperCase();
  return {
    uuid,
    title: finding.title,
    description: finding.description,
    severity: finding.severity.toUpperCase(),
    reportType,
    solution: finding.solution,
    falsePositive: finding.falsePositive,
    ...stateFields(record, context),
    project: () => projectNode(project, context),
    scanner: { externalId: scanner.id, name: scanner.name, vendor: scanner.vendor, reportType },
    identifiers: finding.identifiers.map(({ type, value, name, url }) => ({
      externalType: type,
      externalId: value,
      name,
      url,
    })),
    links: finding.links,
    location: () => locationNode(finding, state.webUrl(project)),
    remediations: finding.remediations,
    evidence: () => evidenceNode(finding.evidence),
    details: () => detailNodes(finding.details, isAtLeast(state.settings.version, 18)),
    vulnerability: () => (record ? vulnerabilityNode(record, context) : null),
    issueLinks: (args: PageArguments) =>
      connection(state.vulnerabilities.issueLinks(uuid), args, (link) => issueLinkNode(link, context)),
    userPermissions: {
      adminVulnerability: access.adminVulnerability(project),
      createIssue: access.createIssue(project),
    },
  };
}

function stateFields(record: Vulnerability | undefined, { state }: GraphqlContext): object {
  const dismissal = record?.dismissal;
  return {
    state: (record?.state ?? 'detected').toUpperCase(),
    stateComment: dismissal?.comment,
    dismissalReason: dismissal?.reason?.toUpperCase(),
    dismissedAt: dismissal?.at.toISOString(),
    dismissedBy: dismissal?.by ? userNode(state, dismissal.by) : null,
  };
}

function vulnerabilityNode(record: Vulnerability, context: GraphqlContext): object {
  const path = `/${record.project.path}/-/security/vulnerabilities/${record.id}`;
  return {
    id: globalId('Vulnerability', record.id),
    uuid: record.uuid,
    title: record.title,
    ...stateFields(record, context),
    presentOnDefaultBranch: record.presentOnDefaultBranch,
    vulnerabilityPath: path,
    webUrl: `${context.state.url}${path}`,
  };
}

function issueLinkNode({ id, issue, linkType }: IssueLink, { state }: GraphqlContext): object {
  return {
    id: globalId('Vulnerabilities::IssueLink', id),
    linkType: linkType.toUpperCase(),
    issue: {
      id: globalId('Issue', issue.id),
      iid: String(issue.iid),
      title: issue.title,
      webUrl: `${state.webUrl(issue.project)}/-/issues/${issue.iid}`,
    },
  };
}
