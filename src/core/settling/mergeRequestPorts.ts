import type { MergeRequestLink } from '../model/settlement.ts';
import type { FindingAddress } from './ports.ts';

export interface BranchAddress {
  readonly projectPath: string;
  readonly branch: string;
}

/** A branch's newest commit. */
export interface BranchTip {
  readonly sha: string;
  readonly message: string;
  readonly parent?: string;
}

export interface FileAtCommit {
  readonly bytes: Uint8Array;
  /** The newest commit that changed it. */
  readonly lastCommitId: string;
}

/** One file's part of a commit, in GitLab's words. */
export type FileAction =
  | { readonly action: 'create'; readonly path: string; readonly content: string }
  | {
      readonly action: 'update';
      readonly path: string;
      readonly content: string;
      readonly lastCommitId: string;
    }
  | { readonly action: 'delete'; readonly path: string; readonly lastCommitId: string }
  | {
      readonly action: 'move';
      readonly path: string;
      readonly previousPath: string;
      readonly content?: string;
      readonly lastCommitId: string;
    }
  | { readonly action: 'chmod'; readonly path: string; readonly executable: boolean };

export interface NewCommit {
  /** What the branch is made from. */
  readonly startBranch: string;
  readonly message: string;
  readonly actions: readonly FileAction[];
}

export interface NewMergeRequest {
  readonly targetBranch: string;
  readonly title: string;
  readonly description: string;
}

/** What GitLab's database knows of fixing a finding. */
export interface RemediationFacts {
  /** Base64, as in the report. */
  readonly diff?: string;
  readonly summary?: string;
  readonly fixMergeRequest?: MergeRequestLink;
  /** Absent where GitLab is too old to tell. */
  readonly isOnDefaultBranch?: boolean;
}

/**
 * Branches, commits and merge requests. Nothing is sent twice. Every call throws `GitLabFailure`; `mayHaveActed` says of
 * one whether it is certain that nothing was written.
 */
export interface MergeRequestChanges {
  /** `undefined`: the finding's pipeline has expired. */
  remediation(address: FindingAddress, signal: AbortSignal): Promise<RemediationFacts | undefined>;
  branch(address: BranchAddress, signal: AbortSignal): Promise<BranchTip | undefined>;
  file(
    projectPath: string,
    ref: string,
    path: string,
    signal: AbortSignal,
  ): Promise<FileAtCommit | undefined>;
  /** The open merge request from this branch to another one of its project. */
  openFrom(
    address: BranchAddress,
    targetBranch: string,
    signal: AbortSignal,
  ): Promise<MergeRequestLink | undefined>;
  /** Whether it is open or merged: one that was closed brings nothing any more. */
  isThere(projectPath: string, iid: string, signal: AbortSignal): Promise<boolean>;
  /** Makes the branch and its commit at once; refused where a file has changed, or the branch is there. */
  commit(address: BranchAddress, commit: NewCommit, signal: AbortSignal): Promise<void>;
  open(address: BranchAddress, mergeRequest: NewMergeRequest, signal: AbortSignal): Promise<MergeRequestLink>;
  /** GitLab's own way, which is for the default branch. */
  openForFinding(uuid: string, signal: AbortSignal): Promise<MergeRequestLink>;
}
