import { GitLabFailure, isGitLabFailure } from '../../core/model/failure.ts';
import type { Instance } from '../../core/model/project.ts';
import type { Reasoning } from '../../core/model/settlement.ts';
import type { FindingAddress, FindingStatus, StateChanges } from '../../core/settling/ports.ts';
import {
  dismissFindingDocument,
  dismissVulnerabilityDocument,
  findingStatusDocument,
  findingStatusWithoutPermissionsDocument,
  restoreFindingDocument,
  restoreFindingWithoutCommentDocument,
  restoreVulnerabilityDocument,
  vulnerabilityStatusDocument,
} from '../documents/findingStatus.ts';
import type * as wire from '../generated/operations.ts';
import { readAs } from '../asDescribed.ts';
import type { GraphqlClient, Operation } from '../graphqlClient.ts';
import { toStatus, toVulnerabilityStatus } from '../toStatus.ts';
import { throwRefusal } from './throwRefusal.ts';
import { statusShape } from './writeShapes.ts';

interface Change {
  readonly errors: readonly string[];
  readonly finding?: wire.StatusParts | null;
  readonly vulnerability?: wire.VulnerabilityParts | null;
}

/**
 * Dismisses and restores findings
 * (https://docs.gitlab.com/api/graphql/reference/#mutationsecurityfindingdismiss). What GitLab has deleted of an expired
 * pipeline it still has as a vulnerability, where somebody decided on it or the default branch has it.
 */
export class StateWriter implements StateChanges {
  readonly instance: Instance;
  readonly #graphql: GraphqlClient;

  constructor(instance: Instance, graphql: GraphqlClient) {
    this.instance = instance;
    this.#graphql = graphql;
  }

  async status(address: FindingAddress, signal: AbortSignal): Promise<FindingStatus | undefined> {
    const { projectPath: path, pipelineIid: iid, uuid, vulnerabilityId: id } = address;
    const ask = (document: string) => {
      const operation: Operation<wire.FindingStatus> = { document, variables: { path, iid, uuid } };
      return this.#graphql.query(operation, signal, ({ project }) => project?.pipeline);
    };
    const { project } = await ask(findingStatusDocument).catch(
      unlessUnknown(() => ask(findingStatusWithoutPermissionsDocument)),
    );
    const finding = project?.pipeline?.securityReportFinding;
    if (finding) return this.#described(() => toStatus(finding));
    if (id === undefined) return undefined;
    const stored: Operation<wire.VulnerabilityStatus> = {
      document: vulnerabilityStatusDocument,
      variables: { id },
    };
    const { vulnerability } = await this.#graphql.query(stored, signal);
    return vulnerability ? this.#described(() => toVulnerabilityStatus(vulnerability)) : undefined;
  }

  dismiss(address: FindingAddress, { reason, comment = '' }: Reasoning, signal: AbortSignal) {
    // An empty comment clears the one before.
    const words = { reason: reason.toUpperCase(), comment };
    return this.#change(address, dismissFindingDocument, dismissVulnerabilityDocument, words, signal);
  }

  restore(address: FindingAddress, comment: string | undefined, signal: AbortSignal) {
    const words = comment === undefined ? {} : { comment };
    // GitLab refuses a field that it does not know before it does anything.
    return this.#change(address, restoreFindingDocument, restoreVulnerabilityDocument, words, signal).catch(
      unlessUnknown(() =>
        this.#change(
          address,
          restoreFindingWithoutCommentDocument,
          restoreVulnerabilityDocument,
          words,
          signal,
        ),
      ),
    );
  }

  async #change(
    { uuid, vulnerabilityId: id }: FindingAddress,
    ofFinding: string,
    ofVulnerability: string,
    words: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<FindingStatus> {
    const send = async (document: string, variables: Readonly<Record<string, unknown>>) => {
      const operation: Operation<{ readonly change: Change | null }> = {
        document,
        variables: { ...words, ...variables },
      };
      return this.#confirmed((await this.#graphql.mutate(operation, signal)).change);
    };
    try {
      return await send(ofFinding, { uuid });
    } catch (error) {
      // Expired, or not allowed; the vulnerability's own mutation tells which.
      const isGone = isGitLabFailure(error) && error.code === 'notFound' && error.status === undefined;
      if (id === undefined || !isGone) throw error;
      return send(ofVulnerability, { id });
    }
  }

  /** A change without errors and without what it changed is no confirmation. */
  #confirmed(change: Change | null): FindingStatus {
    const { instance } = this;
    throwRefusal(change?.errors, instance);
    const { finding, vulnerability } = change ?? {};
    if (finding) return this.#described(() => toStatus(finding));
    if (vulnerability) return this.#described(() => toVulnerabilityStatus(vulnerability));
    throw new GitLabFailure('unexpectedAnswer', 'no payload', { instance });
  }

  #described(read: () => FindingStatus): FindingStatus {
    return readAs(read, statusShape, this.instance);
  }
}

/** Asks in another way where this instance's version or edition does not know a field, an argument or a type. */
export function unlessUnknown<T>(otherwise: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) => {
    if (isGitLabFailure(error) && error.code === 'unknownField') return otherwise();
    throw error;
  };
}
