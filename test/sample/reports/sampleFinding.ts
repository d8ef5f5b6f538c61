import type { ReportType } from '../../../src/core/model/reportType.ts';
import type { ScannedTree } from '../scannedTree.ts';
import type { Identifier } from './identifiers.ts';

/**
 * Compared with the target branch. What is `published` since the last scan, its advisory being new, is found by the next
 * one of the same commit.
 */
export type Presence = 'new' | 'existing' | 'fixed' | 'published';

/** As the report schemas spell them. */
export type WireSeverity = 'Critical' | 'High' | 'Medium' | 'Low' | 'Info' | 'Unknown';

/** What a scanner says, with places looked up in the scanned commit. */
export interface SampleFinding {
  readonly presence: Presence;
  readonly name: string;
  readonly description: string;
  readonly severity: WireSeverity;
  readonly solution?: string;
  /** The first one is the primary one. */
  readonly identifiers: readonly [Identifier, ...Identifier[]];
  readonly links?: readonly { readonly name?: string; readonly url: string }[];
  readonly location: (tree: ScannedTree) => object;
  /** Everything else an entry of this type of report has. */
  readonly more?: (tree: ScannedTree) => Readonly<Record<string, unknown>>;
}

/** A change that does away with findings, by their names. */
export interface SampleRemediation {
  readonly fixes: readonly string[];
  readonly summary: string;
  /** Replacements by file, one after the other. */
  readonly changes: Changes;
}

export type Changes = Readonly<Record<string, readonly (readonly [before: string, after: string])[]>>;

export interface Tool {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly vendor: string;
}

/** The report one job writes. */
export interface SampleReport {
  readonly type: ReportType;
  /** Of the report schema. */
  readonly version: string;
  readonly analyzer: Tool;
  readonly scanner: Tool;
  readonly findings: readonly SampleFinding[];
  readonly remediations?: readonly SampleRemediation[];
  /** DAST and API fuzzing say which pages they visited. */
  readonly scannedResources?: readonly object[];
}
