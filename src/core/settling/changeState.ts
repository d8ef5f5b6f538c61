import { mayHaveActed } from '../model/failure.ts';
import type { Reasoning } from '../model/settlement.ts';
import type { FindingAddress, FindingStatus, Outcome, SettlingPorts, StateChanges, Target } from './ports.ts';
import { settleEach, type SettleOptions } from './settleEach.ts';
import { withStatus } from './withStatus.ts';

type Options = Pick<SettleOptions, 'onProgress'>;

/** Dismisses findings, or gives dismissed ones another reason and comment. */
export function dismissFindings(
  targets: readonly Target[],
  why: Reasoning,
  ports: SettlingPorts<StateChanges>,
  options: Options,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  return changeStates(
    targets,
    {
      send: (gitlab, address, untilSent) => gitlab.dismiss(address, why, untilSent),
      isSo: ({ state, dismissal }) => state === 'dismissed' && isSaid(dismissal, why),
    },
    ports,
    { ...options, underway: 'dismissing' },
    signal,
  );
}

/** Takes dismissals back. */
export function restoreFindings(
  targets: readonly Target[],
  comment: string | undefined,
  ports: SettlingPorts<StateChanges>,
  options: Options,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  return changeStates(
    targets,
    {
      send: (gitlab, address, untilSent) => gitlab.restore(address, comment, untilSent),
      isSo: ({ state }) => state === 'detected',
    },
    ports,
    { ...options, underway: 'restoring' },
    signal,
  );
}

interface StateChange {
  send(gitlab: StateChanges, address: FindingAddress, signal: AbortSignal): Promise<FindingStatus>;
  isSo(status: FindingStatus): boolean;
}

function changeStates(
  targets: readonly Target[],
  change: StateChange,
  ports: SettlingPorts<StateChanges>,
  options: SettleOptions,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  return settleEach(targets, (target) => changeOne(target, change, ports), ports, options, signal);
}

/**
 * Looks, writes once, and believes the answer only. Where the answer was lost GitLab is asked what became of it: a write
 * is never sent a second time. Nothing here is cut short by the user, since what is on its way cannot be called back.
 */
async function changeOne(
  target: Target,
  change: StateChange,
  ports: SettlingPorts<StateChanges>,
): Promise<Outcome> {
  const never = new AbortController().signal;
  const show = (status: FindingStatus) => ports.amend(target, (finding) => withStatus(finding, status));
  let gitlab: StateChanges;
  let address: FindingAddress;
  try {
    address = addressOf(target);
    gitlab = await ports.connect(target.snapshot.instance);
    const before = await gitlab.status(address, never);
    if (before && !isAsSeen(before, target)) {
      show(before);
      return change.isSo(before)
        ? { kind: 'done', target, already: true }
        : { kind: 'overtaken', target, status: before };
    }
  } catch (failure) {
    return { kind: 'refused', target, failure };
  }
  try {
    const after = await change.send(gitlab, address, never);
    show(after);
    return change.isSo(after) ? { kind: 'done', target } : { kind: 'overtaken', target, status: after };
  } catch (failure) {
    if (!mayHaveActed(failure)) return { kind: 'refused', target, failure };
    ports.logger.warn(`no answer to a change of state (${String(failure)}); asking GitLab what became of it`);
    const after = await gitlab.status(address, never).catch(() => undefined);
    if (!after) return { kind: 'unknown', target, failure };
    show(after);
    return change.isSo(after) ? { kind: 'done', target } : { kind: 'refused', target, failure };
  }
}

export function addressOf({ finding }: Target): FindingAddress {
  const { pipeline, uuid, vulnerabilityUrl } = finding;
  if (uuid === undefined) throw new Error('GitLab’s database does not have this finding');
  const number = /\/vulnerabilities\/(\d+)$/.exec(vulnerabilityUrl ?? '')?.[1];
  return {
    projectPath: pipeline.projectPath,
    pipelineIid: pipeline.iid,
    uuid,
    ...(number !== undefined && { vulnerabilityId: `gid://gitlab/Vulnerability/${number}` }),
  };
}

/** Whether GitLab still holds what the user saw when deciding; of a dismissal, its words as well. */
function isAsSeen(status: FindingStatus, { finding }: Target): boolean {
  if (status.state !== finding.state) return false;
  const seen = finding.dismissal;
  return status.state !== 'dismissed' || !seen || isSaid(status.dismissal, seen);
}

function isSaid(
  dismissal: FindingStatus['dismissal'],
  { reason, comment = '' }: Partial<Reasoning>,
): boolean {
  return dismissal?.reason === reason && (dismissal?.comment ?? '').trim() === comment.trim();
}
