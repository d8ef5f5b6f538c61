export interface MergeRequest {
  readonly iid: string;
  readonly title: string;
  readonly webUrl: string;
  readonly projectPath: string;
  readonly sourceBranch: string;
  /** Absent when the fork is gone. */
  readonly sourceProjectPath?: string;
  readonly targetBranch: string;
  /** The source branch's newest commit that GitLab knows. */
  readonly headSha?: string;
  /** Where the source branch left the target branch. */
  readonly baseSha?: string;
  /** The target branch's newest commit when the source branch was last pushed. */
  readonly targetSha?: string;
  /** RFC 3339. */
  readonly updatedAt: string;
}
