import type { Project } from './project.ts';
import type { QuickAction } from './quickActions.ts';
import type { User } from './user.ts';

export interface Label {
  readonly id: number;
  readonly project: Project;
  readonly name: string;
  readonly description: string | undefined;
}

export interface Milestone {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  readonly title: string;
  readonly state: 'active' | 'closed';
}

export interface Issue {
  readonly id: number;
  readonly iid: number;
  readonly project: Project;
  readonly author: User | undefined;
  readonly createdAt: Date;
  title: string;
  description: string;
  confidential: boolean;
  state: 'opened' | 'closed';
  labels: readonly string[];
  assignees: readonly User[];
  milestone: Milestone | undefined;
  dueDate: string | undefined;
  updatedAt: Date;
  /** Everything its description has made GitLab do, so that a test can say that none got through. */
  readonly quickActions: QuickAction[];
  /** Users whom its description has notified. */
  readonly mentioned: User[];
}

export interface IssueOptions {
  readonly title: string;
  readonly description?: string | undefined;
  readonly author?: User | undefined;
  readonly confidential?: boolean | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly assignees?: readonly User[] | undefined;
  readonly milestone?: Milestone | undefined;
  readonly dueDate?: string | undefined;
}
