import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import { isAtLeast } from '../settings.ts';
import { detailNodes } from './detailNodes.ts';
import { evidenceNode } from './evidenceNode.ts';
import type { GraphqlContext } from './graphqlContext.ts';
import { locationNode } from './locationNode.ts';
import { projectNode } from './projectNode.ts';
import { stateFields, vulnerabilityNode } from './vulnerabilityNode.ts';

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
    userPermissions: {
      adminVulnerability: access.adminVulnerability(project),
      createIssue: access.createIssue(project),
    },
  };
}
