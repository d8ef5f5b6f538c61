import { inDigits } from '../base/inDigits.ts';
import type { CodeFlowStep, DismissalReason, Finding, FindingState } from '../model/finding.ts';
import type { FindingType } from '../model/reportType.ts';
import type { Severity } from '../model/severity.ts';
import type { Underway } from '../model/settlement.ts';

/** GitLab's names of severities. */
export const severityNames: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
  unknown: 'Unknown',
};

/** Icons of our own font (`contributes.icons`), so that shape as well as colour tells the severity. */
export const severityIcons: Readonly<Record<Severity, string>> = {
  critical: 'gitlab-security-critical',
  high: 'gitlab-security-high',
  medium: 'gitlab-security-medium',
  low: 'gitlab-security-low',
  info: 'gitlab-security-info',
  unknown: 'gitlab-security-unknown',
};

/** GitLab's names of report types. */
export const reportTypeNames: Readonly<Record<FindingType, string>> = {
  sast: 'SAST',
  secret_detection: 'Secret Detection',
  dependency_scanning: 'Dependency Scanning',
  container_scanning: 'Container Scanning',
  dast: 'DAST',
  api_fuzzing: 'API Fuzzing',
  coverage_fuzzing: 'Coverage Fuzzing',
  cluster_image_scanning: 'Cluster Image Scanning',
  generic: 'Generic',
};

export const stateNames: Readonly<Record<FindingState, string>> = {
  detected: 'Needs triage',
  confirmed: 'Confirmed',
  dismissed: 'Dismissed',
  resolved: 'Resolved',
};

/** GitLab's names of a code flow's steps. */
export const stepNames: Readonly<Record<CodeFlowStep['type'], string>> = {
  source: 'Source',
  propagation: 'Propagation',
  sink: 'Sink',
};

export const dismissalReasonNames: Readonly<Record<DismissalReason, string>> = {
  acceptable_risk: 'Acceptable risk',
  false_positive: 'False positive',
  mitigating_control: 'Mitigating control',
  used_in_tests: 'Used in tests',
  not_applicable: 'Not applicable',
};

/** One line of meaning each, for whoever has to choose. */
export const dismissalReasonMeanings: Readonly<Record<DismissalReason, string>> = {
  acceptable_risk: 'The vulnerability is known, and its risk is accepted.',
  false_positive: 'There is no vulnerability; the scanner is wrong.',
  mitigating_control: 'Something else keeps it from being exploited.',
  used_in_tests: 'The code is part of a test, or is test data.',
  not_applicable: 'It is known and will not be fixed here.',
};

/** What is being done about a finding, while GitLab has not answered. */
export const underwayWords: Readonly<Record<Underway, string>> = {
  dismissing: 'Dismissing…',
  restoring: 'Restoring…',
  requesting: 'Requesting dismissal…',
  creatingIssue: 'Creating issue…',
  creatingMergeRequest: 'Creating merge request…',
};

/** Where a finding belongs at a glance: a dismissed one is dismissed first, whatever else it is. */
export type Section = 'pending' | 'new' | 'existing' | 'fixed' | 'dismissed' | 'hidden';

/** In the order of the tree. */
export const sectionNames: Readonly<Record<Section, string>> = {
  pending: 'Not compared yet',
  new: 'New',
  existing: 'Existing',
  fixed: 'Fixed by this merge request',
  dismissed: 'Dismissed',
  hidden: 'Hidden here',
};

export function sectionOf({ state, change, hidden }: Finding): Section {
  if (change === 'fixed') return 'fixed';
  if (state === 'dismissed') return 'dismissed';
  return state === 'resolved' ? 'fixed' : hidden ? 'hidden' : change;
}

/** Whether a choice of sections lets one be seen; what is not compared yet will be new or existing. */
export function isAmong(section: Section, chosen: readonly Section[]): boolean {
  if (section !== 'pending') return chosen.includes(section);
  return chosen.includes('new') || chosen.includes('existing');
}

/** `1 finding`, `1,234 findings`. */
export function count(number: number, noun: string): string {
  return `${inDigits(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `just now`, `12 min ago`, `2 h ago`, `3 days ago`. */
export function ago(then: number, now: number): string {
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}

/** GitLab's words for the status of a pipeline or job: its API says `success` where its pages say passed. */
export function statusWord(status: string): string {
  return status === 'success' ? 'passed' : status.replace(/_/g, ' ');
}
