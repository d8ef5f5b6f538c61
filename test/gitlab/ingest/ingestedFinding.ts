import type { Severity } from '../../../src/core/model/severity.ts';
import type { Project } from '../state/project.ts';
import type { WireEvidence, WireIdentifier, WireLink, WireLocation } from './wireReport.ts';

/** A finding as GitLab's database has it: the report's words, GitLab's identity. */
export interface IngestedFinding {
  /** Absent where the report names no identifier. */
  readonly uuid: string | undefined;
  readonly project: Project;
  readonly sha: string;
  readonly reportType: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly severity: Severity;
  readonly solution: string | undefined;
  readonly falsePositive: boolean;
  readonly scanner: { readonly id: string; readonly name: string; readonly vendor: string | undefined };
  readonly identifiers: readonly WireIdentifier[];
  readonly links: readonly WireLink[];
  readonly location: WireLocation;
  readonly evidence: WireEvidence | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly remediations: readonly { readonly summary: string; readonly diff: string }[];
}
