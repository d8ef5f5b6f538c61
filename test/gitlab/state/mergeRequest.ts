import type { Project } from './project.ts';
import type { User } from './user.ts';

export type MergeRequestState = 'opened' | 'closed' | 'merged';

export interface DiffRefs {
  readonly headSha: string;
  readonly baseSha: string;
  readonly startSha: string;
}

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  /** The target project, where it lives. */
  readonly project: Project;
  readonly sourceProject: Project | undefined;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly author: User | undefined;
  readonly createdAt: Date;
  /** For projects without a repository. */
  readonly fixedDiffRefs: DiffRefs | undefined;
  readonly description: string | undefined;
  readonly labels: readonly string[];
  readonly removeSourceBranch: boolean;
  title: string;
  state: MergeRequestState;
  updatedAt: Date;
}

export interface MergeRequestOptions {
  readonly title?: string;
  readonly sourceBranch: string;
  readonly targetBranch?: string;
  /** Absent: the same project. `null`: a fork that is gone. */
  readonly sourceProject?: Project | null;
  readonly author?: User | undefined;
  readonly state?: MergeRequestState;
  readonly updatedAt?: Date;
  readonly description?: string | undefined;
  readonly labels?: readonly string[];
  readonly removeSourceBranch?: boolean;
  /** Only for projects without a repository; else git tells. */
  readonly diffRefs?: DiffRefs;
}
