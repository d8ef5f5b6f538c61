import { GitLabFailure } from '../../core/model/failure.ts';
import type { IssueLink } from '../../core/model/finding.ts';
import type { Instance } from '../../core/model/project.ts';
import { linkShape } from '../../core/model/shapes/settlementShape.ts';
import type { IssueChanges, IssueContent, StoredIssue } from '../../core/settling/issuePorts.ts';
import { asDescribed } from '../asDescribed.ts';
import { createIssueOfFindingDocument, linkIssueDocument, projectIdDocument } from '../documents/issues.ts';
import type * as wire from '../generated/operations.ts';
import type { GraphqlClient, Operation } from '../graphqlClient.ts';
import type { Json, RestClient } from './restClient.ts';
import { throwRefusal } from './throwRefusal.ts';
import { idOf, listOf, textOf, toStoredIssue } from './toStoredIssue.ts';

/** More labels or people than that are searched for in GitLab. */
const mostPages = 5;

/** Makes and finds issues (https://docs.gitlab.com/api/issues/). */
export class IssueWriter implements IssueChanges {
  readonly instance: Instance;
  readonly #rest: RestClient;
  readonly #graphql: GraphqlClient;

  constructor(instance: Instance, rest: RestClient, graphql: GraphqlClient) {
    this.instance = instance;
    this.#rest = rest;
    this.#graphql = graphql;
  }

  async find(projectPath: string, word: string, signal: AbortSignal): Promise<readonly StoredIssue[]> {
    const query = new URLSearchParams({ search: word, in: 'description', per_page: '20' });
    const found = await this.#rest.get(`${pathOf(projectPath)}/issues?${query.toString()}`, signal);
    return listOf(found, this.instance).map((issue) => this.#issue(issue));
  }

  async read(projectPath: string, iid: string, signal: AbortSignal): Promise<StoredIssue> {
    return this.#issue(await this.#rest.get(issuePath(projectPath, iid), signal));
  }

  async create(projectPath: string, content: IssueContent, signal: AbortSignal): Promise<StoredIssue> {
    return this.#issue(await this.#rest.post(`${pathOf(projectPath)}/issues`, bodyOf(content), signal));
  }

  async createFromFinding(projectPath: string, uuid: string, signal: AbortSignal): Promise<IssueLink> {
    const question: Operation<wire.ProjectId> = {
      document: projectIdDocument,
      variables: { path: projectPath },
    };
    const { project } = await this.#graphql.query(question, signal);
    if (!project) throw new GitLabFailure('notFound', 'no such project', { instance: this.instance });
    const operation: Operation<wire.CreateIssueOfFinding> = {
      document: createIssueOfFindingDocument,
      variables: { uuid, project: project.id },
    };
    const { change } = await this.#graphql.mutate(operation, signal);
    throwRefusal(change?.errors, this.instance);
    const link = change?.issue && { iid: change.issue.iid, url: change.issue.webUrl };
    if (link) return asDescribed<IssueLink>(link, linkShape, this.instance);
    throw new GitLabFailure('unexpectedAnswer', 'no payload', { instance: this.instance });
  }

  async update(
    projectPath: string,
    iid: string,
    content: IssueContent,
    signal: AbortSignal,
  ): Promise<StoredIssue> {
    return this.#issue(await this.#rest.put(issuePath(projectPath, iid), bodyOf(content), signal));
  }

  async link(issueId: number, vulnerabilityIds: readonly string[], signal: AbortSignal): Promise<void> {
    const operation: Operation<wire.LinkIssue> = {
      document: linkIssueDocument,
      variables: { issue: `gid://gitlab/Issue/${issueId}`, vulnerabilities: vulnerabilityIds },
    };
    const { change } = await this.#graphql.mutate(operation, signal);
    throwRefusal(change?.errors, this.instance);
  }

  async labels(projectPath: string, signal: AbortSignal) {
    const labels = await this.#pages(`${pathOf(projectPath)}/labels`, signal);
    return labels.flatMap((label) => {
      const name = textOf(label, 'name');
      const description = textOf(label, 'description');
      return name === undefined ? [] : [{ id: name, name, ...(description && { description }) }];
    });
  }

  async members(projectPath: string, signal: AbortSignal) {
    const members = await this.#pages(`${pathOf(projectPath)}/members/all`, signal);
    return members.flatMap((member) => {
      const id = idOf(member);
      const name = textOf(member, 'username');
      const description = textOf(member, 'name');
      return id === undefined || name === undefined
        ? []
        : [{ id, name, ...(description && { description }) }];
    });
  }

  async milestones(projectPath: string, signal: AbortSignal) {
    const milestones = await this.#pages(`${pathOf(projectPath)}/milestones`, signal, { state: 'active' });
    return milestones.flatMap((milestone) => {
      const id = idOf(milestone);
      const name = textOf(milestone, 'title');
      return id === undefined || name === undefined ? [] : [{ id, name }];
    });
  }

  async #pages(path: string, signal: AbortSignal, query: Readonly<Record<string, string>> = {}) {
    const all: unknown[] = [];
    for await (const entries of this.#rest.pages(path, query, mostPages, signal))
      all.push(...listOf(entries, this.instance));
    return all;
  }

  #issue(value: unknown): StoredIssue {
    return toStoredIssue(value, this.instance);
  }
}

function pathOf(projectPath: string): string {
  return `/projects/${encodeURIComponent(projectPath)}`;
}

function issuePath(projectPath: string, iid: string): string {
  return `${pathOf(projectPath)}/issues/${encodeURIComponent(iid)}`;
}

/** What nobody chose is left to GitLab. */
function bodyOf({ title, description, confidential, labels, assigneeId, milestoneId }: IssueContent): Json {
  return {
    title,
    description,
    confidential,
    ...(labels.length > 0 && { labels: labels.join(',') }),
    ...(assigneeId !== undefined && { assignee_ids: [assigneeId] }),
    ...(milestoneId !== undefined && { milestone_id: milestoneId }),
  };
}
