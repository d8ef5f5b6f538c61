import { isGitLabFailure } from '../core/model/failure.ts';
import { isFinished } from '../core/model/pipeline.ts';
import type { ReportType } from '../core/model/reportType.ts';
import type { PipelineScans, Scan } from '../core/sync/ports.ts';
import { scansDocument } from './documents/scans.ts';
import type { Scans } from './generated/operations.ts';
import type { GraphqlClient, Operation } from './graphqlClient.ts';
import { nodesOf, numericId } from './wire.ts';

type HeadPipeline = NonNullable<
  NonNullable<
    NonNullable<NonNullable<NonNullable<Scans['project']>['mergeRequests']>['nodes']>[number]
  >['headPipeline']
>;
type WireSummary = NonNullable<HeadPipeline['securityReportSummary']>;

const sections: readonly (readonly [keyof WireSummary, ReportType])[] = [
  ['sast', 'sast'],
  ['secretDetection', 'secret_detection'],
  ['dependencyScanning', 'dependency_scanning'],
  ['containerScanning', 'container_scanning'],
  ['dast', 'dast'],
  ['apiFuzzing', 'api_fuzzing'],
  ['coverageFuzzing', 'coverage_fuzzing'],
  ['clusterImageScanning', 'cluster_image_scanning'],
];

/** Scans in these states are still on their way into the database. */
const pending = ['created', 'preparing'];

/** Asks what became of a merge request's reports, and remembers what will not change. */
export class ScanReader {
  readonly #graphql: GraphqlClient;
  /** By project; `undefined` where GitLab said that it has nothing to say. */
  readonly #remembered = new Map<string, PipelineScans | undefined>();

  constructor(graphql: GraphqlClient) {
    this.#graphql = graphql;
  }

  /** Begins to ask beside the overview, unless the project is known; call the result once the overview is there. */
  begin(
    variables: {
      readonly path: string;
      readonly branches: readonly string[];
      readonly iids: readonly string[] | null;
    },
    signal: AbortSignal,
  ): (headPipelineId: string | undefined, hasFindings: boolean) => Promise<PipelineScans | undefined> {
    const { path } = variables;
    const asked = this.#remembered.has(path) ? undefined : this.#ask(variables, signal);
    // Where the overview fails first nobody waits for this any more; its failure is no news then.
    asked?.catch(() => {});
    return async (headPipelineId, hasFindings) => {
      const first = await (asked ?? this.#remembered.get(path));
      if (headPipelineId === undefined || first?.pipelineId === headPipelineId) return first;
      // The head has moved on since. Where GitLab has no database, or none for this user, it is not asked again.
      const scans = asked || !hasFindings ? undefined : await this.#ask(variables, signal);
      return scans?.pipelineId === headPipelineId ? scans : undefined;
    };
  }

  async #ask(
    variables: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<PipelineScans | undefined> {
    const operation: Operation<Scans> = { document: scansDocument, variables };
    try {
      const { project } = await this.#graphql.query(operation, signal);
      const head = nodesOf(project?.mergeRequests)[0]?.headPipeline;
      const scans = head?.securityReportSummary
        ? toPipelineScans(head.id, head.securityReportSummary)
        : undefined;
      // A running pipeline's jobs bring further scans, and a report takes a while to get into the database.
      const isFinal =
        isFinished(head?.status.toLowerCase() ?? 'success') &&
        (scans?.scans.every(({ status }) => !pending.includes(status)) ?? true);
      if (isFinal) this.#remembered.set(String(variables['path']), scans);
      return scans;
    } catch (error) {
      signal.throwIfAborted();
      if (isGitLabFailure(error) && error.code === 'unknownField') {
        this.#remembered.set(String(variables['path']), undefined);
      }
      // Only says more of what the overview and the artifacts tell anyway.
      return undefined;
    }
  }
}

function toPipelineScans(id: string, summary: WireSummary): PipelineScans {
  return {
    pipelineId: numericId(id),
    findings: sections.reduce((sum, [field]) => sum + (summary[field]?.vulnerabilitiesCount ?? 0), 0),
    scans: sections.flatMap(([field, type]) =>
      nodesOf(summary[field]?.scans).map(({ name, status, errors }): Scan => ({
        job: name,
        type,
        status: status.toLowerCase(),
        errors,
      })),
    ),
  };
}
