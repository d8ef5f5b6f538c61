import { isGitLabFailure, mayHaveActed } from '../model/failure.ts';
import type { DismissalRequest, Reasoning } from '../model/settlement.ts';
import { addressOf } from './changeState.ts';
import type { DiffPosition, Discussions, FoundDiscussion, MergeRequestAddress } from './discussionPorts.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { FindingStatus, Outcome, SettlingPorts, Target } from './ports.ts';
import { positionOf } from './positionOf.ts';
import { requestMarkers, requestText } from './requestText.ts';
import { settleEach, type SettleOptions } from './settleEach.ts';
import { withStatus } from './withStatus.ts';

export interface RequestPorts extends SettlingPorts<GitLabChanges> {
  /** Remembers that GitLab holds the request. */
  readonly keep: (target: Target, request: DismissalRequest) => void;
}

/** Asks in each finding's merge request that it be dismissed: one discussion per finding, however often this is called. */
export function requestDismissals(
  targets: readonly Target[],
  why: Reasoning,
  ports: RequestPorts,
  options: Pick<SettleOptions, 'onProgress'>,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const all: SettleOptions = { ...options, underway: 'requesting' };
  const look = lookOnce(targets);
  return settleEach(targets, (target) => requestOne(target, why, ports, look), ports, all, signal);
}

const never = new AbortController().signal;

type Look = (discussions: Discussions, mergeRequest: MergeRequestAddress) => ReturnType<Discussions['find']>;

/** One look at the discussions of a merge request is for all of its findings. */
function lookOnce(targets: readonly Target[]): Look {
  const looks = new Map<string, ReturnType<Discussions['find']>>();
  return (discussions, mergeRequest) => {
    const { webUrl } = mergeRequest;
    const own = targets.filter(({ snapshot }) => snapshot.mergeRequest?.webUrl === webUrl);
    const look = looks.get(webUrl) ?? discussions.find(mergeRequest, own.flatMap(requestMarkers), never);
    looks.set(webUrl, look);
    return look;
  };
}

/**
 * Looks for the discussion, starts it once, and believes the answer only. Where the answer was lost the discussion is
 * looked for again. Nothing here is cut short by the user, since what is on its way cannot be called back.
 */
async function requestOne(target: Target, why: Reasoning, ports: RequestPorts, look: Look): Promise<Outcome> {
  const { mergeRequest, instance } = target.snapshot;
  const body = requestText(target, why);
  const done = (request: DismissalRequest, said = body): Outcome => {
    ports.keep(target, request);
    return { kind: 'done', target, ...(!isSame(said, body) && { already: true }) };
  };
  const markers = requestMarkers(target);
  let gitlab: GitLabChanges;
  try {
    if (!mergeRequest) throw new Error('there is no merge request to write in');
    gitlab = await ports.connect(instance);
    const status = await decidedMeanwhile(target, gitlab, never);
    if (status) {
      ports.amend(target, (finding) => withStatus(finding, status));
      return { kind: 'overtaken', target, status };
    }
    const before = foundBy(markers, await look(gitlab.discussions, mergeRequest));
    if (before) return done(before.request, before.body);
  } catch (failure) {
    return { kind: 'refused', target, failure };
  }
  try {
    return done(await start(gitlab.discussions, mergeRequest, body, positionOf(target), never));
  } catch (failure) {
    if (!mayHaveActed(failure)) return { kind: 'refused', target, failure };
    ports.logger.warn(`no answer to a new discussion (${String(failure)}); looking for it`);
    try {
      const after = foundBy(markers, await gitlab.discussions.find(mergeRequest, markers, never));
      return after ? done(after.request, after.body) : { kind: 'refused', target, failure };
    } catch {
      return { kind: 'unknown', target, failure };
    }
  }
}

function foundBy(
  markers: readonly string[],
  found: ReadonlyMap<string, FoundDiscussion>,
): FoundDiscussion | undefined {
  return markers.map((marker) => found.get(marker)).find((one) => one !== undefined);
}

/** A note that was written before an answer was lost is this one; another one says something else. */
function isSame(said: string, body: string): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim();
  return plain(said) === plain(body);
}

/** What GitLab's database holds, where somebody has decided on the finding since it was shown. */
async function decidedMeanwhile(
  target: Target,
  { states }: GitLabChanges,
  signal: AbortSignal,
): Promise<FindingStatus | undefined> {
  if (target.finding.uuid === undefined) return undefined;
  const status = await states.status(addressOf(target), signal);
  const isDecided = status?.state === 'dismissed' || status?.state === 'resolved';
  return isDecided ? status : undefined;
}

/** A line that the diff does not have is certainly refused; the text names it as well. */
async function start(
  discussions: Discussions,
  mergeRequest: MergeRequestAddress,
  body: string,
  position: DiffPosition | undefined,
  signal: AbortSignal,
): Promise<DismissalRequest> {
  try {
    return await discussions.start(mergeRequest, body, position, signal);
  } catch (error) {
    if (!position || !isGitLabFailure(error) || error.status !== 400) throw error;
    return discussions.start(mergeRequest, body, undefined, signal);
  }
}
