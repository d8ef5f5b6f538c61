import { severities } from '../../../src/core/model/severity.ts';
import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import { findingsOfPipeline, scansOfPipeline } from '../state/findingsOfPipeline.ts';
import type { Pipeline } from '../state/pipeline.ts';
import { connection, type PageArguments } from './connection.ts';
import { findingNode } from './findingNode.ts';
import type { GraphqlContext } from './graphqlContext.ts';

interface FindingFilter extends PageArguments {
  readonly reportType?: readonly string[] | null;
  readonly severity?: readonly string[] | null;
  readonly scanner?: readonly string[] | null;
  readonly state?: readonly string[] | null;
  readonly sort?: string | null;
}

const summaryFields = {
  sast: 'sast',
  secretDetection: 'secret_detection',
  dependencyScanning: 'dependency_scanning',
  containerScanning: 'container_scanning',
  dast: 'dast',
  apiFuzzing: 'api_fuzzing',
  coverageFuzzing: 'coverage_fuzzing',
  clusterImageScanning: 'cluster_image_scanning',
} as const;

/** What a pipeline tells of its findings: nothing below Ultimate, nor to who is not a developer. */
export function findingsFields(pipeline: Pipeline, context: GraphqlContext): object {
  const { state, access } = context;
  const mayRead = access.readFindings(pipeline.project);
  return {
    securityReportFindings: (filter: FindingFilter) => {
      if (!mayRead && state.settings.forbiddenFindings === 'null') return null;
      const findings = mayRead ? findingsOfPipeline(state, pipeline) : [];
      return connection(filterFindings(findings, filter, context), filter, (one) =>
        findingNode(one, context),
      );
    },
    securityReportFinding: ({ uuid }: { readonly uuid: string }) => {
      if (!mayRead) return null;
      const finding = findingsOfPipeline(state, pipeline).find((one) => one.uuid === uuid);
      return finding ? findingNode(finding, context) : null;
    },
    securityReportSummary: () => (mayRead ? summary(pipeline, context) : null),
  };
}

function filterFindings(
  findings: readonly IngestedFinding[],
  filter: FindingFilter,
  { state }: GraphqlContext,
): readonly IngestedFinding[] {
  const oneOf = (list: readonly string[] | null | undefined, value: string) =>
    !list?.length || list.some((one) => one.toLowerCase() === value.toLowerCase());
  const stateOf = (finding: IngestedFinding) => state.vulnerabilities.get(finding.uuid)?.state ?? 'detected';
  // Unless asked for, dismissed findings are left out.
  const states = filter.state?.length ? filter.state : ['detected', 'confirmed', 'resolved'];
  const sign = filter.sort === 'severity_asc' ? -1 : 1;
  return findings
    .filter(
      (one) =>
        oneOf(filter.reportType, one.reportType) &&
        oneOf(filter.severity, one.severity) &&
        oneOf(filter.scanner, one.scanner.id) &&
        oneOf(states, stateOf(one)),
    )
    .sort((a, b) => sign * (severities.indexOf(a.severity) - severities.indexOf(b.severity)));
}

/** One section per report type that was scanned for; null where no job did. */
function summary(pipeline: Pipeline, { state }: GraphqlContext): object {
  const scans = scansOfPipeline(state, pipeline);
  const findings = findingsOfPipeline(state, pipeline);
  return Object.fromEntries(
    Object.entries(summaryFields).map(([field, type]) => {
      const own = scans.filter((scan) => scan.type === type);
      const section = {
        vulnerabilitiesCount: findings.filter((one) => one.reportType === type).length,
        scans: (args: PageArguments) =>
          connection(own, args, (scan) => ({
            name: scan.job.name,
            status: scan.status.toUpperCase(),
            errors: scan.errors,
            warnings: [],
          })),
      };
      return [field, own.length > 0 ? section : null];
    }),
  );
}
