import { dismissalReasons, type Dismissal } from '../core/model/finding.ts';
import type { FindingStatus } from '../core/settling/ports.ts';
import type { StatusParts, VulnerabilityParts } from './generated/operations.ts';
import { toState } from './toFinding.ts';
import { nodesOf } from './wire.ts';

type WireStatus = StatusParts & { readonly userPermissions?: FindingStatus['permissions'] };

export function toStatus(wire: WireStatus): FindingStatus {
  const { vulnerability, userPermissions } = wire;
  return {
    ...shared(wire),
    ...(vulnerability?.webUrl && { vulnerability: { id: vulnerability.id, url: vulnerability.webUrl } }),
    ...(userPermissions && { permissions: userPermissions }),
  };
}

export function toVulnerabilityStatus(wire: VulnerabilityParts): FindingStatus {
  return { ...shared(wire), ...(wire.webUrl && { vulnerability: { id: wire.id, url: wire.webUrl } }) };
}

function shared(wire: Omit<StatusParts, 'vulnerability'>): FindingStatus {
  const { mergeRequest } = wire;
  const state = toState(wire.state);
  const issue = nodesOf(wire.issueLinks)[0]?.issue;
  return {
    state,
    ...(state === 'dismissed' && { dismissal: toDismissal(wire) }),
    ...(issue && { issue: { iid: issue.iid, url: issue.webUrl } }),
    ...(mergeRequest?.webUrl && { fixMergeRequest: { iid: mergeRequest.iid, url: mergeRequest.webUrl } }),
  };
}

/** GitLab's word for a reason is ours in capitals. */
export function toDismissal(
  wire: Partial<Pick<StatusParts, 'dismissalReason' | 'stateComment' | 'dismissedBy' | 'dismissedAt'>>,
): Dismissal {
  const reason = dismissalReasons.find((known) => known === wire.dismissalReason?.toLowerCase());
  return {
    ...(reason && { reason }),
    ...(wire.stateComment && { comment: wire.stateComment }),
    ...(wire.dismissedBy && { by: wire.dismissedBy.username }),
    ...(wire.dismissedAt && { at: wire.dismissedAt }),
  };
}
