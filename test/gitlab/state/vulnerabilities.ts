import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import type { Issue } from './issue.ts';
import type { Sequence } from './sequence.ts';
import type { DismissOptions, IssueLink, Vulnerability } from './vulnerability.ts';

/** What people decided about findings, by uuid: the same in every pipeline that reports them. */
export class Vulnerabilities {
  readonly #ids: Sequence;
  readonly #records = new Map<string, Vulnerability>();
  readonly #issues = new Map<string, IssueLink[]>();

  constructor(ids: Sequence) {
    this.#ids = ids;
  }

  get all(): readonly Vulnerability[] {
    return [...this.#records.values()];
  }

  get(uuid: string | undefined): Vulnerability | undefined {
    return uuid === undefined ? undefined : this.#records.get(uuid);
  }

  byId(id: number): Vulnerability | undefined {
    return this.all.find((record) => record.id === id);
  }

  /** The record of a finding, made when there is none yet. */
  record(finding: IngestedFinding): Vulnerability | undefined {
    const { uuid, project, title } = finding;
    if (uuid === undefined) return undefined;
    const known = this.#records.get(uuid);
    if (known) return known;
    const record: Vulnerability = {
      id: this.#ids.next('vulnerability'),
      uuid,
      project,
      title,
      presentOnDefaultBranch: false,
      state: 'detected',
      dismissal: undefined,
      comment: undefined,
      mergeRequest: undefined,
    };
    this.#records.set(uuid, record);
    return record;
  }

  /** Dismissing again rewrites the reason and the comment that are given; an empty comment takes it away. */
  dismiss(record: Vulnerability, { reason, comment, by, at = new Date() }: DismissOptions): void {
    const before = record.state === 'dismissed' ? record.dismissal : undefined;
    record.state = 'dismissed';
    record.dismissal = {
      reason: reason ?? before?.reason,
      comment: given(comment ?? before?.comment),
      by: before ? before.by : by,
      at: before ? before.at : at,
    };
  }

  setState(
    record: Vulnerability,
    state: Exclude<Vulnerability['state'], 'dismissed'>,
    comment?: string,
  ): void {
    record.state = state;
    record.dismissal = undefined;
    record.comment = given(comment);
  }

  issueLinks(uuid: string | undefined): readonly IssueLink[] {
    return (uuid === undefined ? undefined : this.#issues.get(uuid)) ?? [];
  }

  linkIssue(record: Vulnerability, issue: Issue, linkType: IssueLink['linkType']): IssueLink {
    const link = { id: this.#ids.next('issue link'), issue, linkType };
    this.#issues.set(record.uuid, [...this.issueLinks(record.uuid), link]);
    return link;
  }
}

function given(comment: string | undefined): string | undefined {
  return comment === '' ? undefined : comment;
}
