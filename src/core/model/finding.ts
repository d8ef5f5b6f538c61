import type { Line1, Location } from './location.ts';
import type { FindingType } from './reportType.ts';
import type { Settlement } from './settlement.ts';
import type { Severity } from './severity.ts';

export interface Scanner {
  /** GitLab's `externalId`, e.g. `semgrep`. */
  readonly id: string;
  readonly name: string;
  readonly vendor?: string;
  readonly version?: string;
}

/** E.g. type `cwe`, name `CWE-89`, value `89`. The first one of a finding is its primary identifier. */
export interface Identifier {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly url?: string;
}

export interface Link {
  readonly name?: string;
  readonly url: string;
}

export interface Remediation {
  readonly summary: string;
  /** A diff that `git apply` takes, base64 as in the report. */
  readonly diff?: string;
}

export interface CodeFlowStep {
  readonly type: 'source' | 'propagation' | 'sink';
  readonly file: string;
  readonly startLine?: Line1;
  readonly endLine?: Line1;
  readonly name?: string;
}

/** What a scanner says besides, one labelled paragraph each, already reduced to text. */
export interface Detail {
  readonly name: string;
  readonly text: string;
  /** Monospaced when shown. */
  readonly code?: boolean;
}

/** GitLab's signature algorithms, best first (`Vulnerabilities::FindingSignature`); it leaves out all others, and so do we. */
export const trackingAlgorithms = ['scope_offset_compressed', 'scope_offset', 'location', 'hash'] as const;

export type TrackingAlgorithm = (typeof trackingAlgorithms)[number];

/** A fingerprint that survives moved code (`tracking.items[].signatures[]` of a report). */
export interface TrackingSignature {
  readonly algorithm: TrackingAlgorithm;
  readonly value: string;
}

/** The long part of a finding, shown in its details only. */
export interface FindingDetails {
  readonly links: readonly Link[];
  readonly remediations: readonly Remediation[];
  readonly codeFlows: readonly (readonly CodeFlowStep[])[];
  readonly details: readonly Detail[];
  readonly evidence: readonly Detail[];
}

/** What one report says of one finding; the same facts whichever way the report reached us. */
export interface ReportFinding {
  readonly type: FindingType;
  readonly title: string;
  readonly description?: string;
  readonly severity: Severity;
  readonly scanner: Scanner;
  readonly identifiers: readonly Identifier[];
  readonly location: Location;
  readonly solution?: string;
  readonly falsePositive: boolean;
  readonly signatures: readonly TrackingSignature[];
  /** Absent where GitLab holds them and they have not been asked for yet. */
  readonly details?: FindingDetails;
}

/** GitLab's states of a vulnerability. */
export type FindingState = 'detected' | 'confirmed' | 'dismissed' | 'resolved';

/** The merge request's head compared with its target branch; `pending` while that is not done yet. */
export type Change = 'new' | 'existing' | 'fixed' | 'pending';

/** GitLab's five dismissal reasons. */
export const dismissalReasons = [
  'acceptable_risk',
  'false_positive',
  'mitigating_control',
  'used_in_tests',
  'not_applicable',
] as const;
export type DismissalReason = (typeof dismissalReasons)[number];

export interface Dismissal {
  readonly reason?: DismissalReason;
  readonly comment?: string;
  readonly by?: string;
  /** RFC 3339. */
  readonly at?: string;
}

export interface IssueLink {
  readonly iid: string;
  readonly url: string;
}

/** A finding as the editor shows it. */
export interface Finding extends ReportFinding, Settlement {
  /** Stable over pipelines: GitLab's uuid where there is one, else our own identity. */
  readonly key: string;
  readonly uuid?: string;
  readonly state: FindingState;
  readonly change: Change;
  /** Scanners that found the same at the same place. */
  readonly otherScanners?: readonly Scanner[];
  /** Which sources said so, for the reader: GitLab's database, a report artifact, or a file on disk. */
  readonly sources: readonly FindingSource[];
  readonly dismissal?: Dismissal;
  readonly issue?: IssueLink;
  readonly vulnerabilityUrl?: string;
  readonly hasRemediation: boolean;
  readonly permissions?: { readonly adminVulnerability: boolean; readonly createIssue: boolean };
  /** The pipeline that reported it. */
  readonly pipeline: {
    readonly projectPath: string;
    readonly iid: string;
    readonly id: string;
    /** The commit it ran for. */
    readonly sha: string;
  };
}

export type FindingSource =
  { readonly kind: 'gitlab' } | { readonly kind: 'artifact'; readonly job: string; readonly version: string };
