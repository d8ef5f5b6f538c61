import type { Disposable } from '../base/disposable.ts';
import type { Logger } from '../base/logger.ts';
import { findByKeys } from '../model/findByKeys.ts';
import type { Instance } from '../model/project.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import type { SnapshotStore } from '../sync/snapshotStore.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { KeptMarks } from './keptMarks.ts';
import type { Marks } from './marks.ts';
import { readMark, type FollowedMark } from './readMark.ts';

export interface FollowMarksPorts {
  readonly store: SnapshotStore;
  readonly marks: Marks;
  readonly logger: Logger;
  readonly connect: (instance: Instance) => Promise<GitLabChanges>;
}

/** A refresh is not to become slow because somebody did much. */
const mostAsked = 5;
/** Issues and merge requests go seldom; discussions are answered any time. */
const seldom = 10 * 60_000;

/**
 * After each refresh asks GitLab for some of what marks say it holds: whether a dismissal request was answered, and whether
 * issues and merge requests are still there. Who was asked about longest ago comes first. Where there are no marks, nobody
 * is asked.
 */
export function followMarks({ store, marks, logger, connect }: FollowMarksPorts): Disposable {
  const followed = new Map<string, number>();
  /** When each was asked about. */
  const asked = new Map<string, number>();
  const lastAsked = (mark: FollowedMark) => asked.get(nameOf(mark)) ?? -Infinity;

  const follow = async (one: FollowedMark, { repository: { root }, instance }: ReadySnapshot) => {
    try {
      const now = await readMark(one, await connect(instance), new AbortController().signal);
      if (JSON.stringify(now) === JSON.stringify(one.mark)) return;
      marks.update(root, [one.key], (own) => {
        // Another one was made meanwhile.
        if (own[one.kind]?.url !== one.mark.url) return own;
        const { [one.kind]: _before, ...others } = own;
        return now ? { ...others, [one.kind]: now } : others;
      });
    } catch (error) {
      logger.warn(`what became of a mark is not known: ${String(error)}`);
    }
  };

  return store.onDidFetch((root) => {
    const cell = store.cells.get(root);
    const snapshot = cell?.snapshot;
    if (snapshot?.kind !== 'ready' || cell?.refreshing || followed.get(root) === snapshot.fetchedAt) return;
    followed.set(root, snapshot.fetchedAt);
    const due = followedMarks(snapshot, marks.in(root))
      .filter((one) => one.kind === 'request' || lastAsked(one) + seldom <= snapshot.fetchedAt)
      .sort((a, b) => lastAsked(a) - lastAsked(b) || (rank(a) < rank(b) ? 1 : -1))
      .slice(0, mostAsked);
    for (const one of due) {
      asked.set(nameOf(one), snapshot.fetchedAt);
      void follow(one, snapshot);
    }
  });
}

/** What is shown of marks, as long as they and not GitLab itself say so. */
function followedMarks(
  snapshot: ReadySnapshot,
  marks: ReadonlyMap<string, KeptMarks>,
): readonly FollowedMark[] {
  // Few findings have any, and of those that are only hidden GitLab knows nothing.
  const keys = new Set(
    [...marks].flatMap(([key, { request, fixMergeRequest, issue }]) =>
      request || fixMergeRequest || issue ? key : [],
    ),
  );
  return [...findByKeys(snapshot.findings, keys)].flatMap(([key, finding]): readonly FollowedMark[] => {
    const { request, fixMergeRequest, issue } = marks.get(key) ?? {};
    return [
      ...(request && finding.request ? [{ kind: 'request', key, mark: request, snapshot } as const] : []),
      ...(fixMergeRequest && finding.fixMergeRequest?.url === fixMergeRequest.url
        ? [{ kind: 'fixMergeRequest', key, mark: fixMergeRequest, snapshot } as const]
        : []),
      ...(issue && finding.issue?.url === issue.url
        ? [{ kind: 'issue', key, mark: issue, snapshot } as const]
        : []),
    ];
  });
}

/** Unanswered requests first, then the newest. */
function rank(one: FollowedMark): string {
  return one.kind === 'request' ? `${one.mark.answer ? 1 : 2} ${one.mark.at}` : '0';
}

function nameOf({ kind, mark }: FollowedMark): string {
  return `${kind} ${mark.url}`;
}
