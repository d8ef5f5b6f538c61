import type { Finding } from '../model/finding.ts';
import type { FindingStatus } from './ports.ts';

/** A finding as GitLab holds it now; what GitLab did not say stays as it was. */
export function withStatus(
  { dismissal: before, ...finding }: Finding,
  { state, dismissal, issue, fixMergeRequest, vulnerability, permissions }: FindingStatus,
): Finding {
  const kept = state === 'dismissed' ? (dismissal ?? before) : undefined;
  return {
    ...finding,
    state,
    ...(kept && { dismissal: kept }),
    ...(issue && { issue }),
    ...(fixMergeRequest && { fixMergeRequest }),
    ...(vulnerability && { vulnerabilityUrl: vulnerability.url }),
    ...(permissions && { permissions }),
  };
}
