import { isGitLabFailure, mayHaveActed } from '../model/failure.ts';
import type { MergeRequestLink } from '../model/settlement.ts';
import { addressOf } from './changeState.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { MergeRequestChanges } from './mergeRequestPorts.ts';
import type { FindingStatus, Outcome, SettlingPorts, Target } from './ports.ts';
import { isOurs, type OwnFix, type PreparedFix } from './prepareFix.ts';
import { isStillThere } from './readMark.ts';
import { settleEach } from './settleEach.ts';
import { withStatus } from './withStatus.ts';

export interface FixPorts extends SettlingPorts<GitLabChanges> {
  /** Remembers that GitLab holds the merge request. */
  readonly keep: (target: Target, mergeRequest: MergeRequestLink) => void;
}

/**
 * Makes what was prepared and seen: at most one branch and one merge request, however often this is called. What a lost
 * answer left half done is found and continued. Nothing here is cut short by the user.
 */
export async function createFixMergeRequest(
  target: Target,
  fix: Extract<PreparedFix, { kind: 'own' | 'byGitLab' }>,
  ports: FixPorts,
): Promise<Outcome> {
  const options = { underway: 'creatingMergeRequest' } as const;
  const never = new AbortController().signal;
  const [outcome] = await settleEach(
    [target],
    (one) => createOne(one, fix, ports, never),
    ports,
    options,
    never,
  );
  return outcome ?? { kind: 'cancelled', target };
}

/** What was found out on the way, as an end to it. */
class Ended extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

async function createOne(
  target: Target,
  fix: Extract<PreparedFix, { kind: 'own' | 'byGitLab' }>,
  ports: FixPorts,
  signal: AbortSignal,
): Promise<Outcome> {
  const done = (mergeRequest: MergeRequestLink, already: boolean): Outcome => {
    ports.keep(target, mergeRequest);
    return { kind: 'done', target, ...(already && { already }) };
  };
  try {
    const gitlab = await ports.connect(target.snapshot.instance);
    const status = await statusOf(target, gitlab, signal);
    const made = await madeByGitLab(status, target, gitlab, signal);
    if (made) return done(made, true);
    if (status?.state === 'dismissed' || status?.state === 'resolved') {
      ports.amend(target, (finding) => withStatus(finding, status));
      return { kind: 'overtaken', target, status };
    }
    const { mergeRequests } = gitlab;
    if (fix.kind === 'byGitLab') {
      const find = async () => madeByGitLab(await statusOf(target, gitlab, signal), target, gitlab, signal);
      return done(
        await sent(target, ports, () => mergeRequests.openForFinding(fix.uuid, signal), find),
        false,
      );
    }
    const find = () => mergeRequests.openFrom(fix.address, fix.targetBranch, signal);
    const before = await find();
    if (before) return done(before, true);
    await makeBranch(target, fix, mergeRequests, ports, signal);
    const { title, description } = fix.texts;
    const wanted = { targetBranch: fix.targetBranch, title, description };
    return done(
      await sent(target, ports, () => mergeRequests.open(fix.address, wanted, signal), find),
      false,
    );
  } catch (failure) {
    return failure instanceof Ended ? failure.outcome : { kind: 'refused', target, failure };
  }
}

/** The branch with its commit, which may be there from before. */
async function makeBranch(
  target: Target,
  { address, texts, targetBranch, commit }: OwnFix,
  gitlab: MergeRequestChanges,
  ports: FixPorts,
  signal: AbortSignal,
): Promise<void> {
  const find = async () => {
    const tip = await gitlab.branch(address, signal);
    if (tip && !isOurs(tip, texts)) throw new Error(`${address.branch} is somebody else's branch`);
    return tip;
  };
  if (await find()) return;
  if (!commit) throw new Error(`${address.branch} is not there any more`);
  const { actions } = commit;
  const { message } = texts;
  await sent(
    target,
    ports,
    () => gitlab.commit(address, { startBranch: targetBranch, message, actions }, signal).then(() => true),
    find,
  );
}

/** Sends once; where the answer was lost, or somebody was quicker, what GitLab holds is the answer. */
async function sent<A, B>(
  target: Target,
  { logger }: FixPorts,
  send: () => Promise<A>,
  find: () => Promise<B | undefined>,
): Promise<A | B> {
  try {
    return await send();
  } catch (failure) {
    const isThere = isGitLabFailure(failure) && failure.status === 409;
    if (!isThere && !mayHaveActed(failure)) throw failure;
    logger.warn(`no answer to a write (${String(failure)}); looking for what it was to make`);
    let found: B | undefined;
    try {
      found = await find();
    } catch {
      throw new Ended(isThere ? { kind: 'refused', target, failure } : { kind: 'unknown', target, failure });
    }
    if (found === undefined) throw failure;
    return found;
  }
}

/** The merge request that GitLab links with the finding, unless it was closed. */
async function madeByGitLab(
  status: FindingStatus | undefined,
  { snapshot }: Target,
  { mergeRequests }: GitLabChanges,
  signal: AbortSignal,
): Promise<MergeRequestLink | undefined> {
  const made = status?.fixMergeRequest;
  return made && (await isStillThere(made, snapshot.instance, mergeRequests, signal)) ? made : undefined;
}

async function statusOf(
  target: Target,
  { states }: GitLabChanges,
  signal: AbortSignal,
): Promise<FindingStatus | undefined> {
  return target.finding.uuid === undefined ? undefined : states.status(addressOf(target), signal);
}
