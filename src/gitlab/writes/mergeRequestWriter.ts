import { GitLabFailure } from '../../core/model/failure.ts';
import type { Instance } from '../../core/model/project.ts';
import { linkShape } from '../../core/model/shapes/settlementShape.ts';
import type { MergeRequestLink } from '../../core/model/settlement.ts';
import type {
  BranchAddress,
  BranchTip,
  FileAction,
  FileAtCommit,
  MergeRequestChanges,
  NewCommit,
  NewMergeRequest,
  RemediationFacts,
} from '../../core/settling/mergeRequestPorts.ts';
import type { FindingAddress } from '../../core/settling/ports.ts';
import {
  createMergeRequestOfFindingDocument,
  findingRemediationDocument,
  findingRemediationWithoutBranchDocument,
} from '../documents/remediation.ts';
import { asDescribed, readAs } from '../asDescribed.ts';
import type * as wire from '../generated/operations.ts';
import type { GraphqlClient, Operation } from '../graphqlClient.ts';
import { asRecord, type Json, type RestClient } from './restClient.ts';
import { unlessUnknown } from './stateWriter.ts';
import { throwRefusal } from './throwRefusal.ts';
import { remediationShape } from './writeShapes.ts';

/**
 * Branches, commits (https://docs.gitlab.com/api/commits/) and merge requests
 * (https://docs.gitlab.com/api/merge_requests/#create-mr).
 */
export class MergeRequestWriter implements MergeRequestChanges {
  readonly #instance: Instance;
  readonly #rest: RestClient;
  readonly #graphql: GraphqlClient;

  constructor(instance: Instance, rest: RestClient, graphql: GraphqlClient) {
    this.#instance = instance;
    this.#rest = rest;
    this.#graphql = graphql;
  }

  async remediation(address: FindingAddress, signal: AbortSignal): Promise<RemediationFacts | undefined> {
    const { projectPath: path, pipelineIid: iid, uuid } = address;
    const ask = <D extends wire.FindingRemediationWithoutBranch>(document: string) => {
      const operation: Operation<D> = { document, variables: { path, iid, uuid } };
      return this.#graphql.query(operation, signal, ({ project }) => project?.pipeline);
    };
    const { project } = await ask<wire.FindingRemediation>(findingRemediationDocument).catch(
      unlessUnknown(() => ask(findingRemediationWithoutBranchDocument)),
    );
    const finding = project?.pipeline?.securityReportFinding;
    if (!finding) return undefined;
    return readAs(() => factsOf(finding), remediationShape, this.#instance);
  }

  async branch({ projectPath, branch }: BranchAddress, signal: AbortSignal): Promise<BranchTip | undefined> {
    const path = `${repository(projectPath)}/branches/${encodeURIComponent(branch)}`;
    const answer = await this.#rest.getIfThere(path, signal);
    if (answer === undefined) return undefined;
    const { id, message, parent_ids: parents } = asRecord(asRecord(answer)['commit']);
    if (typeof id !== 'string' || typeof message !== 'string') return this.#unexpected('a branch');
    const parent: unknown = Array.isArray(parents) ? parents[0] : undefined;
    return { sha: id, message, ...(typeof parent === 'string' && { parent }) };
  }

  async file(
    projectPath: string,
    ref: string,
    path: string,
    signal: AbortSignal,
  ): Promise<FileAtCommit | undefined> {
    const route = `${repository(projectPath)}/files/${encodeURIComponent(path)}?ref=${encodeURIComponent(ref)}`;
    const answer = await this.#rest.getIfThere(route, signal);
    if (answer === undefined) return undefined;
    const { content, encoding, last_commit_id: lastCommitId } = asRecord(answer);
    if (typeof content !== 'string' || encoding !== 'base64' || typeof lastCommitId !== 'string')
      return this.#unexpected('a file');
    return { bytes: this.#decoded(content), lastCommitId };
  }

  async openFrom({ projectPath, branch }: BranchAddress, targetBranch: string, signal: AbortSignal) {
    const query = new URLSearchParams({
      state: 'opened',
      source_branch: branch,
      target_branch: targetBranch,
    });
    const answer = await this.#rest.get(`${mergeRequests(projectPath)}?${query.toString()}`, signal);
    if (!Array.isArray(answer)) return this.#unexpected('merge requests');
    return answer.length === 0 ? undefined : this.#link(answer[0]);
  }

  async isThere(projectPath: string, iid: string, signal: AbortSignal): Promise<boolean> {
    const path = `${mergeRequests(projectPath)}/${encodeURIComponent(iid)}`;
    const answer = await this.#rest.getIfThere(path, signal);
    if (answer === undefined) return false;
    const { state } = asRecord(answer);
    return typeof state === 'string' ? state !== 'closed' : this.#unexpected('a merge request');
  }

  async commit(
    { projectPath, branch }: BranchAddress,
    commit: NewCommit,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = await this.#rest.post(
      `${repository(projectPath)}/commits`,
      {
        branch,
        start_branch: commit.startBranch,
        commit_message: commit.message,
        actions: commit.actions.map(toWire),
      },
      signal,
    );
    if (typeof asRecord(answer)['id'] !== 'string') this.#unexpected('a commit');
  }

  async open({ projectPath, branch }: BranchAddress, wanted: NewMergeRequest, signal: AbortSignal) {
    const answer = await this.#rest.post(
      mergeRequests(projectPath),
      {
        source_branch: branch,
        target_branch: wanted.targetBranch,
        title: wanted.title,
        description: wanted.description,
        remove_source_branch: true,
      },
      signal,
    );
    return this.#link(answer);
  }

  async openForFinding(uuid: string, signal: AbortSignal): Promise<MergeRequestLink> {
    const operation: Operation<wire.CreateMergeRequestOfFinding> = {
      document: createMergeRequestOfFindingDocument,
      variables: { uuid },
    };
    const { change } = await this.#graphql.mutate(operation, signal);
    throwRefusal(change?.errors, this.#instance);
    const made = change?.mergeRequest;
    if (!made?.webUrl) return this.#unexpected('no merge request');
    return asDescribed({ iid: made.iid, url: made.webUrl }, linkShape, this.#instance);
  }

  /** An answer without a merge request confirms nothing. */
  #link(answer: unknown): MergeRequestLink {
    const { iid, web_url: url } = asRecord(answer);
    if (typeof iid !== 'number' || typeof url !== 'string') return this.#unexpected('a merge request');
    return { iid: `${iid}`, url };
  }

  #decoded(base64: string): Uint8Array {
    try {
      return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    } catch {
      return this.#unexpected('a file');
    }
  }

  #unexpected(what: string): never {
    const detail = `${what} that could not be read`;
    throw new GitLabFailure('unexpectedAnswer', detail, { instance: this.#instance, detail });
  }
}

type RemediatedFinding = NonNullable<
  NonNullable<
    NonNullable<(wire.FindingRemediation | wire.FindingRemediationWithoutBranch)['project']>['pipeline']
  >['securityReportFinding']
>;

function factsOf(finding: RemediatedFinding): RemediationFacts {
  const [first] = finding.remediations ?? [];
  const fix = finding.mergeRequest;
  return {
    ...(first?.diff && { diff: first.diff }),
    ...(first?.summary && { summary: first.summary }),
    ...(fix?.webUrl && { fixMergeRequest: { iid: fix.iid, url: fix.webUrl } }),
    ...('vulnerability' in finding && {
      isOnDefaultBranch: finding.vulnerability?.presentOnDefaultBranch ?? false,
    }),
  };
}

function repository(projectPath: string): string {
  return `/projects/${encodeURIComponent(projectPath)}/repository`;
}

function mergeRequests(projectPath: string): string {
  return `/projects/${encodeURIComponent(projectPath)}/merge_requests`;
}

function toWire(action: FileAction): Json {
  return {
    action: action.action,
    file_path: action.path,
    ...('previousPath' in action && { previous_path: action.previousPath }),
    ...('content' in action && { content: action.content }),
    ...('lastCommitId' in action && { last_commit_id: action.lastCommitId }),
    ...('executable' in action && { execute_filemode: action.executable }),
  };
}
