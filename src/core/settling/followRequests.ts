import type { Disposable } from '../base/disposable.ts';
import type { Logger } from '../base/logger.ts';
import type { Instance } from '../model/project.ts';
import type { DismissalRequest } from '../model/settlement.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import type { SnapshotStore } from '../sync/snapshotStore.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { Marks } from './marks.ts';

export interface FollowRequestsPorts {
  readonly store: SnapshotStore;
  readonly marks: Marks;
  readonly logger: Logger;
  readonly connect: (instance: Instance) => Promise<GitLabChanges>;
}

/** A refresh is not to become slow because somebody asked for much. */
const mostAsked = 5;

/** After each refresh asks what became of dismissal requests; where there are none, nobody is asked. */
export function followRequests(ports: FollowRequestsPorts): Disposable {
  const followed = new Map<string, number>();
  return ports.store.onDidFetch((root) => {
    const cell = ports.store.cells.get(root);
    const snapshot = cell?.snapshot;
    if (snapshot?.kind !== 'ready' || cell?.refreshing || followed.get(root) === snapshot.fetchedAt) return;
    followed.set(root, snapshot.fetchedAt);
    for (const [key, request] of openRequests(snapshot)) void follow(key, request, snapshot, ports);
  });
}

/** Unanswered ones first, then the newest. */
function openRequests({ findings }: ReadySnapshot): readonly (readonly [string, DismissalRequest])[] {
  const rank = ({ answer, at }: DismissalRequest) => `${answer ? 0 : 1} ${at}`;
  return findings
    .flatMap(({ key, request }) => (request ? [[key, request] as const] : []))
    .sort(([, a], [, b]) => (rank(a) < rank(b) ? 1 : -1))
    .slice(0, mostAsked);
}

async function follow(
  key: string,
  { discussionId, answer }: DismissalRequest,
  { mergeRequest, instance, repository }: ReadySnapshot,
  { marks, logger, connect }: FollowRequestsPorts,
): Promise<void> {
  if (!mergeRequest) return;
  try {
    const gitlab = await connect(instance);
    const now = await gitlab.discussions.read(mergeRequest, discussionId, new AbortController().signal);
    if (now?.answer?.at === answer?.at && now?.answer?.by === answer?.by && now) return;
    marks.update(repository.root, [key], ({ request, ...others }) => {
      if (request?.discussionId !== discussionId) return { ...others, ...(request && { request }) };
      return { ...others, ...(now && { request: now }) };
    });
  } catch (error) {
    logger.warn(`what became of a dismissal request is not known: ${String(error)}`);
  }
}
