import type { MergeRequest } from '../model/mergeRequest.ts';
import type { DismissalRequest } from '../model/settlement.ts';

export type MergeRequestAddress = Pick<MergeRequest, 'projectPath' | 'iid' | 'webUrl'>;

/** A line of a merge request's diff, as it is at the newest commit. */
export interface DiffPosition {
  readonly baseSha: string;
  readonly startSha: string;
  readonly headSha: string;
  readonly path: string;
  readonly line: number;
}

/** A discussion with its first note, which says what was asked. */
export interface FoundDiscussion {
  readonly request: DismissalRequest;
  readonly body: string;
}

/**
 * Discussions of merge requests. Nothing is sent twice. Every call throws `GitLabFailure`; `mayHaveActed` says of one
 * whether it is certain that nothing was written.
 */
export interface Discussions {
  /** By each of these lines that the first note of a discussion has, the first such discussion; all are read at most once. */
  find(
    mergeRequest: MergeRequestAddress,
    lines: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, FoundDiscussion>>;
  /** Throws `refused` with status 400 where the position is on no line of the diff. */
  start(
    mergeRequest: MergeRequestAddress,
    body: string,
    position: DiffPosition | undefined,
    signal: AbortSignal,
  ): Promise<DismissalRequest>;
  /** `undefined`: there is no such discussion any more, or none this user may see. */
  read(
    mergeRequest: MergeRequestAddress,
    discussionId: string,
    signal: AbortSignal,
  ): Promise<DismissalRequest | undefined>;
}
