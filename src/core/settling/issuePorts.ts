import type { IssueLink } from '../model/finding.ts';
import type { Instance } from '../model/project.ts';
import type { IssueText } from './issueText.ts';

/** Everything an issue is made of here. */
export interface IssueContent extends IssueText {
  readonly confidential: boolean;
  readonly labels: readonly string[];
  readonly assigneeId?: number;
  readonly milestoneId?: number;
}

/** An issue as GitLab holds it. */
export interface StoredIssue extends IssueLink {
  /** The number that is the same in all projects. */
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly isOpen: boolean;
}

/** One of what an issue can be given. */
export interface IssueChoice<Id> {
  readonly id: Id;
  readonly name: string;
  readonly description?: string;
}

/**
 * One signed-in GitLab, asked for issues. No change is sent twice. Every call throws `GitLabFailure`; `mayHaveActed` says
 * of one whether it is certain that nothing was changed.
 */
export interface IssueChanges {
  readonly instance: Instance;
  /** Issues of a project, open or closed, whose description has a word. */
  find(projectPath: string, word: string, signal: AbortSignal): Promise<readonly StoredIssue[]>;
  read(projectPath: string, iid: string, signal: AbortSignal): Promise<StoredIssue>;
  /** GitLab links it with nothing. */
  create(projectPath: string, content: IssueContent, signal: AbortSignal): Promise<StoredIssue>;
  /** In GitLab's own words; it is linked with the finding, which becomes confirmed. */
  createFromFinding(projectPath: string, uuid: string, signal: AbortSignal): Promise<IssueLink>;
  /** The same twice is the same. */
  update(projectPath: string, iid: string, content: IssueContent, signal: AbortSignal): Promise<StoredIssue>;
  /** Links an issue with vulnerabilities of GitLab's database. */
  link(issueId: number, vulnerabilityIds: readonly string[], signal: AbortSignal): Promise<void>;
  labels(projectPath: string, signal: AbortSignal): Promise<readonly IssueChoice<string>[]>;
  members(projectPath: string, signal: AbortSignal): Promise<readonly IssueChoice<number>[]>;
  milestones(projectPath: string, signal: AbortSignal): Promise<readonly IssueChoice<number>[]>;
}
