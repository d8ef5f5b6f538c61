import type { FindingDetails, Finding, IssueLink, ReportFinding } from '../model/finding.ts';
import type { FindingState } from '../model/finding.ts';
import type { FailureCode } from '../model/failure.ts';
import type { MergeRequest } from '../model/mergeRequest.ts';
import type { Pipeline, ReportArtifact } from '../model/pipeline.ts';
import type { Instance, Project, Repository } from '../model/project.ts';
import type { Report } from '../model/report.ts';
import type { ReportType } from '../model/reportType.ts';
import type { Remote } from '../remote/candidateProjects.ts';

/** What git knows about a repository before GitLab is asked anything. */
export interface BranchHead {
  readonly repository: Repository;
  readonly remotes: readonly Remote[];
  /** Absent when HEAD is detached. */
  readonly branch?: string;
  /** The names the branch may have on GitLab, best first: its upstream's, else its own; detached: remote branches at the commit. */
  readonly remoteBranches: readonly string[];
  /** The remote the branch pushes to, if it has one. */
  readonly upstreamRemote?: string;
  readonly commit: string;
  /** Where the branch probably left the default branch; a guess that saves a round trip. */
  readonly probableBase?: string;
}

/** A merge request with its newest pipelines, newest first. */
export interface MergeRequestPipelines {
  readonly mergeRequest: MergeRequest;
  readonly headPipelineId?: string;
  readonly pipelines: readonly Pipeline[];
}

/** A finding as GitLab's database has it. */
export interface GitLabFinding extends ReportFinding {
  readonly uuid: string;
  readonly state: FindingState;
  readonly issue?: IssueLink;
  readonly hasRemediation: boolean;
}

export interface FindingsPage {
  readonly findings: readonly GitLabFinding[];
  /** Present when there is more. */
  readonly next?: string;
}

export interface FindingsStart {
  /** `next` of a page that is already here. */
  readonly after?: string;
  /** How many findings the pipeline has in all, where known. */
  readonly expected?: number;
}

export interface AllFindings {
  readonly findings: readonly GitLabFinding[];
  /** Why pages are missing, one entry for each kind of failure. */
  readonly failures: readonly FailureCode[];
}

/** What became of one job's report in GitLab's database. */
export interface Scan {
  readonly job: string;
  readonly type: ReportType;
  /** GitLab's word, lower case: `succeeded`, `report_error`, `job_failed` … */
  readonly status: string;
  readonly errors: readonly string[];
}

/** All scans of one pipeline. */
export interface PipelineScans {
  readonly pipelineId: string;
  readonly scans: readonly Scan[];
  /** How many findings GitLab took from them. */
  readonly findings: number;
}

/** What GitLab's database holds for one pipeline; absent where the tier, the version or the role has none. */
export interface PipelineFindings extends FindingsPage {
  readonly pipelineId: string;
  /** Of the head: only those that somebody decided on, as it was asked. */
  readonly decidedOnly?: true;
}

/** One answer to the first question: everything that can be known without knowing the merge request. */
export interface Overview {
  readonly project: Project;
  readonly gitlabVersion?: string;
  /** Open ones of the branch, most recently updated first. */
  readonly mergeRequests: readonly MergeRequestPipelines[];
  readonly branchPipelines: readonly Pipeline[];
  /** Pipelines of the probable base, newest first. */
  readonly basePipelines: readonly Pipeline[];
  /** Of the first merge request's head pipeline and of base pipelines; empty where GitLab has none. */
  readonly findings: readonly PipelineFindings[];
  /** Of the first merge request's head pipeline; absent where GitLab's database has nothing to say. */
  readonly scans?: PipelineScans;
  /** The findings could not be asked for this time, which says nothing of whether there are any. */
  readonly findingsFailed: boolean;
  /** A Community Edition: its database has findings for nobody. */
  readonly hasNoDatabase?: true;
  readonly permissions?: Finding['permissions'];
}

export interface OverviewQuestion {
  readonly projectPath: string;
  readonly branches: readonly string[];
  /** The merge request the user chose, if the branch has several. */
  readonly mergeRequestIid?: string;
  readonly probableBase?: string;
  /**
   * All findings of the head are known from an earlier run, and only their states may have changed: those that are
   * neither confirmed nor resolved nor dismissed need not be told again.
   */
  readonly decidedOnly: boolean;
}

/** What a run remembers of those before it. */
export interface Memory {
  get<T>(key: string, load: () => Promise<T>): Promise<T>;
  forget(key: string): void;
}

/** The long part of a finding and who did what to it. */
export type LazyDetails = FindingDetails & Pick<Finding, 'dismissal' | 'vulnerabilityUrl' | 'permissions'>;

/** One signed-in GitLab. Every call throws `GitLabFailure`, or the signal's reason when it was aborted. */
export interface GitLab {
  readonly instance: Instance;
  /** `undefined`: no such project, or none this user may see. */
  overview(question: OverviewQuestion, signal: AbortSignal, memory: Memory): Promise<Overview | undefined>;
  /** The project this one was forked from; `undefined` for none. */
  forkedFrom(projectPath: string, signal: AbortSignal): Promise<string | undefined>;
  pipelinesAt(projectPath: string, sha: string, signal: AbortSignal): Promise<readonly Pipeline[]>;
  /**
   * All findings of a pipeline, or those after a page, whose pages are asked for side by side where `expected` tells
   * how many there are. `undefined` where GitLab's database has none to give.
   */
  findings(
    pipeline: PipelineAddress,
    from: FindingsStart,
    signal: AbortSignal,
  ): Promise<AllFindings | undefined>;
  /** Throws `notDownloadable` where no route to the report is open to a token. */
  report(artifact: ReportArtifact, hasArchive: boolean, signal: AbortSignal): Promise<Uint8Array>;
  details(pipeline: PipelineAddress, uuid: string, signal: AbortSignal): Promise<LazyDetails | undefined>;
  /**
   * The ids of the blobs (git object ids) that files have at a commit, by path; files that are not there are missing
   * from it. Asked 100 paths at a time.
   */
  blobIds(
    projectPath: string,
    commit: string,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>>;
  /** A file's bytes at a commit; `undefined` when there is none, or it is larger than is ever compared (20 MB). */
  fileAt(
    projectPath: string,
    commit: string,
    path: string,
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined>;
}

export interface PipelineAddress {
  readonly projectPath: string;
  readonly iid: string;
}

/** The signed-in GitLabs, as many as there are tokens for. */
export interface SignedIn {
  instances(): Promise<readonly Instance[]>;
  /** Hosts the user said are no GitLab. */
  ignoredHosts(): readonly string[];
  connect(instance: Instance): Promise<GitLab>;
}

/** Reads a report as `core/report/parseReport` does; may take the bytes away. */
export type ReadReport = (bytes: Uint8Array, type: ReportType, signal: AbortSignal) => Promise<Report>;

/** Lines of a scanned file, where they are known. */
export type LinesOf = (path: string) => readonly string[] | undefined;

/** Text of files at a commit, from the local repository. */
export interface ScannedText {
  /** Gives the lines of each of these paths that exists at the commit; none when the commit is not here. */
  linesAt(
    repository: Repository,
    commit: string,
    paths: readonly string[],
    signal: AbortSignal,
  ): Promise<LinesOf>;
}

/** What GitLab says of a token. */
export interface TokenReport {
  /** Absent when the token may not even ask that. */
  readonly username?: string;
  /** Absent for OAuth tokens. */
  readonly scopes?: readonly string[];
  /** A date, `2026-03-03`; absent when it never expires. */
  readonly expiresAt?: string;
}

/** What GitLab says of itself and of the token it is asked with. */
export interface InstanceReport extends TokenReport {
  /** As GitLab writes it, `18.8.2-ee`; absent where the token may not ask. */
  readonly version?: string;
  readonly isEnterprise?: boolean;
}
