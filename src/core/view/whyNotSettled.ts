import type { Finding } from '../model/finding.ts';
import { plainLine } from './plainText.ts';
import { stillAsked } from './settlementWords.ts';

/** Why none of these findings can be dismissed, and what helps. */
export function whyNotDismissed(findings: readonly Finding[]): string {
  const [finding] = findings;
  if (isAsked(findings)) return stillAsked;
  if (finding?.state === 'dismissed')
    return mayChange(finding)
      ? 'This finding is dismissed already; restore it or edit its dismissal.'
      : 'This finding is dismissed already; ask a maintainer to restore it.';
  if (finding?.hidden && finding.change !== 'fixed')
    return 'This finding is hidden here; restore it before you dismiss it.';
  return 'This finding is fixed or resolved; there is nothing to dismiss.';
}

/** Why none of these findings has a dismissal that can be edited, and what helps. */
export function whyNotEdited(findings: readonly Finding[]): string {
  return notAllowed(findings) ?? 'Only a dismissed finding has a dismissal to edit.';
}

/** Why none of these findings can be restored, and what helps. */
export function whyNotRestored(findings: readonly Finding[]): string {
  return notAllowed(findings) ?? 'Nothing to restore: only a dismissed or hidden finding can be restored.';
}

function notAllowed(findings: readonly Finding[]): string | undefined {
  if (isAsked(findings)) return stillAsked;
  const other = findings.find((finding) => finding.state === 'dismissed' && !mayChange(finding));
  return (
    other && `You may not change dismissals in ${plainLine(other.pipeline.projectPath)}; ask a maintainer.`
  );
}

function isAsked(findings: readonly Finding[]): boolean {
  return findings.some(({ underway }) => underway);
}

function mayChange({ permissions }: Finding): boolean {
  return permissions?.adminVulnerability !== false;
}
