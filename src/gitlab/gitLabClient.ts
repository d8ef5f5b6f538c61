import { type FailureCode, isGitLabFailure } from '../core/model/failure.ts';
import type { Pipeline, ReportArtifact } from '../core/model/pipeline.ts';
import type { Instance } from '../core/model/project.ts';
import type {
  AllFindings,
  FindingsStart,
  GitLab,
  GitLabFinding,
  LazyDetails,
  Memory,
  Overview,
  OverviewQuestion,
  PipelineAddress,
} from '../core/sync/ports.ts';
import { detailsShape, overviewShape, pageShape, pipelinesShape } from './answerShapes.ts';
import { asDescribed } from './asDescribed.ts';
import {
  findingDetailsDocument,
  findingDetailsWithoutCodeFlowsDocument,
} from './documents/findingDetails.ts';
import { findingsDocument } from './documents/findings.ts';
import { overviewDocument } from './documents/overview.ts';
import { findingsPageDocument, pipelinesAtCommitDocument } from './documents/pipelines.ts';
import { forkDocument, permissionsDocument } from './documents/recentVersions.ts';
import { downloadFile } from './downloadFile.ts';
import { downloadReport } from './downloadReport.ts';
import type * as wire from './generated/operations.ts';
import { GraphqlClient, type Operation } from './graphqlClient.ts';
import { completePipeline } from './completePipeline.ts';
import { readBlobIds } from './readBlobIds.ts';
import { readPages } from './readPages.ts';
import type { Requester } from './requester.ts';
import { ScanReader } from './scanReader.ts';
import { toDetails } from './toDetails.ts';
import { toOverview, toPage } from './toOverview.ts';
import { securityReportTypes, toPipeline } from './toPipeline.ts';
import { nodesOf, numericId } from './wire.ts';
import { parseJson } from './parseJson.ts';

/** Every state: without the argument GitLab leaves dismissed findings out. */
const decidedStates = ['CONFIRMED', 'RESOLVED', 'DISMISSED'];
const states = ['DETECTED', ...decidedStates];

/** No commit has it; asking for it gives no pipelines, where asking for none would give them all. */
const noCommit = '0'.repeat(40);

/** One instance behind the core's port. */
export class GitLabClient implements GitLab {
  readonly instance: Instance;
  readonly #requester: Requester;
  readonly #graphql: GraphqlClient;
  readonly #scans: ScanReader;
  readonly #origins = new Map<string, string | undefined>();
  #version: string | undefined;

  constructor(requester: Requester) {
    this.instance = requester.instance;
    this.#requester = requester;
    this.#graphql = new GraphqlClient(requester);
    this.#scans = new ScanReader(this.#graphql);
  }

  async overview(
    question: OverviewQuestion,
    signal: AbortSignal,
    memory: Memory,
  ): Promise<Overview | undefined> {
    const { projectPath: path, branches, mergeRequestIid, probableBase, decidedOnly } = question;
    const ofBranch = { path, branches, iids: mergeRequestIid === undefined ? null : [mergeRequestIid] };
    const base = probableBase ?? noCommit;
    const overview: Operation<wire.Overview> = {
      document: overviewDocument,
      variables: { path, branches, ref: branches[0] ?? '', base, types: securityReportTypes },
    };
    const findings: Operation<wire.Findings> = {
      document: findingsDocument,
      variables: { ...ofBranch, base, states, headStates: decidedOnly ? decidedStates : states },
    };
    const permissions: Operation<wire.Permissions> = { document: permissionsDocument, variables: ofBranch };
    const fork: Operation<wire.Fork> = { document: forkDocument, variables: { path } };
    const scansOf = this.#scans.begin(ofBranch, signal);
    const [about, found, allowed, origin] = await this.#graphql.queryAll(
      [overview, findings, permissions, fork],
      signal,
    );
    if (about.failure) throw about.failure;
    this.#version = about.data.metadata?.version;
    if (origin.data?.project) this.#origins.set(path, origin.data.project.forkedFrom?.fullPath);
    const head = nodesOf(found.data?.project?.mergeRequests)[0]?.headPipeline;
    const hasFindings = decidedOnly || (head?.securityReportFindings?.nodes?.length ?? 0) > 0;
    const scans = await scansOf(head ? numericId(head.id) : undefined, hasFindings);
    const answer = toOverview(about.data, found, decidedOnly, scans, allowed.data, this.instance);
    const whole = answer && (await this.#completed(answer, signal, memory));
    return whole && asDescribed(whole, overviewShape, this.instance);
  }

  async forkedFrom(projectPath: string, signal: AbortSignal): Promise<string | undefined> {
    if (!this.#origins.has(projectPath)) {
      const path = `/api/v4/projects/${encodeURIComponent(projectPath)}`;
      const answer = await this.#requester.request(
        { method: 'GET', path, isRead: true, isRepeated: true, limit: 1024 * 1024 },
        signal,
      );
      const project = parseJson(answer, this.instance) as {
        forked_from_project?: { path_with_namespace?: string };
      } | null;
      this.#origins.set(projectPath, project?.forked_from_project?.path_with_namespace);
    }
    return this.#origins.get(projectPath);
  }

  async pipelinesAt(projectPath: string, sha: string, signal: AbortSignal): Promise<readonly Pipeline[]> {
    const operation: Operation<wire.PipelinesAtCommit> = {
      document: pipelinesAtCommitDocument,
      variables: { path: projectPath, sha, types: securityReportTypes },
    };
    const { project } = await this.#graphql.query(operation, signal, (data) => data.project?.pipelines);
    const pipelines = nodesOf(project?.pipelines).map((pipeline) =>
      toPipeline(pipeline, projectPath, this.instance),
    );
    const whole = await Promise.all(
      pipelines.map((pipeline) => completePipeline(pipeline, this.#graphql, this.instance, signal)),
    );
    return asDescribed(whole, pipelinesShape, this.instance);
  }

  async findings(
    pipeline: PipelineAddress,
    { after, expected }: FindingsStart,
    signal: AbortSignal,
  ): Promise<AllFindings | undefined> {
    const failures = new Set<FailureCode>();
    const page = async (cursor: string | undefined) => {
      const operation: Operation<wire.FindingsPage> = {
        document: findingsPageDocument,
        variables: { path: pipeline.projectPath, iid: pipeline.iid, after: cursor ?? null, states },
      };
      const listOf = ({ project }: wire.FindingsPage) => project?.pipeline?.securityReportFindings;
      const connection = listOf(await this.#graphql.query(operation, signal, listOf));
      return connection ? asDescribed(toPage(connection), pageShape, this.instance) : undefined;
    };
    let findings: readonly GitLabFinding[] | undefined;
    try {
      findings = await readPages(page, after, expected, (error) => {
        signal.throwIfAborted();
        failures.add(isGitLabFailure(error) ? error.code : 'unexpectedAnswer');
      });
    } catch (error) {
      // A Community Edition has no such field.
      if (isGitLabFailure(error) && error.code === 'unknownField') return undefined;
      throw error;
    }
    return findings && { findings, failures: [...failures] };
  }

  report(artifact: ReportArtifact, hasArchive: boolean, signal: AbortSignal): Promise<Uint8Array> {
    return downloadReport(this.#requester, artifact, hasArchive, this.#version, signal);
  }

  blobIds(projectPath: string, commit: string, paths: readonly string[], signal: AbortSignal) {
    return readBlobIds(this.#graphql, projectPath, commit, paths, signal);
  }

  fileAt(projectPath: string, commit: string, path: string, signal: AbortSignal) {
    return downloadFile(this.#requester, projectPath, commit, path, signal);
  }

  async details(
    { projectPath: path, iid }: PipelineAddress,
    uuid: string,
    signal: AbortSignal,
  ): Promise<LazyDetails | undefined> {
    const ask = async (document: string) => {
      const operation: Operation<wire.FindingDetails> = { document, variables: { path, iid, uuid } };
      const finding = (await this.#graphql.query(operation, signal)).project?.pipeline?.securityReportFinding;
      return finding ? asDescribed(toDetails(finding), detailsShape, this.instance) : undefined;
    };
    try {
      return await ask(findingDetailsDocument);
    } catch (error) {
      if (!isGitLabFailure(error) || error.code !== 'unknownField') throw error;
      return ask(findingDetailsWithoutCodeFlowsDocument);
    }
  }

  async #completed(overview: Overview, signal: AbortSignal, memory: Memory): Promise<Overview> {
    const complete = (pipelines: readonly Pipeline[]) =>
      Promise.all(
        pipelines.map((pipeline) => completePipeline(pipeline, this.#graphql, this.instance, signal, memory)),
      );
    const [branchPipelines, basePipelines, ...ofMergeRequests] = await Promise.all([
      complete(overview.branchPipelines),
      complete(overview.basePipelines),
      ...overview.mergeRequests.map(({ pipelines }) => complete(pipelines)),
    ]);
    const mergeRequests = overview.mergeRequests.map((entry, index) => ({
      ...entry,
      pipelines: ofMergeRequests[index] ?? entry.pipelines,
    }));
    return { ...overview, mergeRequests, branchPipelines, basePipelines };
  }
}
