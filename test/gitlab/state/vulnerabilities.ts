import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import type { Sequence } from './sequence.ts';
import type { DismissOptions, Issue, IssueLink, Vulnerability } from './vulnerability.ts';

/** What people decided about findings, by uuid: the same in every pipeline that reports them. */
export class Vulnerabilities {
  readonly #ids: Sequence;
  readonly #records = new Map<string, Vulnerability>();
  readonly #issues = new Map<string, IssueLink[]>();

  constructor(ids: Sequence) {
    this.#ids = ids;
  }

  get(uuid: string | undefined): Vulnerability | undefined {
    return uuid === undefined ? undefined : this.#records.get(uuid);
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
    };
    this.#records.set(uuid, record);
    return record;
  }

  /** Dismissing again rewrites reason and comment. */
  dismiss(finding: IngestedFinding, { reason, comment, by, at = new Date() }: DismissOptions): void {
    const record = this.record(finding);
    if (!record) return;
    record.state = 'dismissed';
    record.dismissal = { reason, comment, by, at };
  }

  setState(finding: IngestedFinding, state: Vulnerability['state']): void {
    const record = this.record(finding);
    if (!record) return;
    record.state = state;
    record.dismissal = undefined;
  }

  issueLinks(uuid: string | undefined): readonly IssueLink[] {
    return (uuid === undefined ? undefined : this.#issues.get(uuid)) ?? [];
  }

  /** An issue made from a finding confirms it, as GitLab's own does. */
  createIssue(finding: IngestedFinding, title = `Investigate vulnerability: ${finding.title}`): Issue {
    const { project, uuid } = finding;
    const iid = this.#ids.next(`issue of ${project.id}`);
    const issue = { id: this.#ids.next('issue'), iid, project, title };
    if (uuid === undefined) return issue;
    const link = { id: this.#ids.next('issue link'), issue, linkType: 'created' } as const;
    this.#issues.set(uuid, [...this.issueLinks(uuid), link]);
    this.setState(finding, 'confirmed');
    return issue;
  }
}
