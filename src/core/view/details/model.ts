import type { Line1 } from '../../model/location.ts';
import type { Severity } from '../../model/severity.ts';

/** A run of text. What is acted on carries an index into `DetailsContent`, never a target of its own. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'emphasis' | 'strong'; readonly inlines: readonly Inline[] }
  | {
      readonly kind: 'link';
      readonly text: string;
      /** To be seen only. */
      readonly url: string;
      /** Absent where the text itself begins with it. */
      readonly host?: string;
      readonly link: number;
    }
  | { readonly kind: 'place'; readonly text: string; readonly place: number };

export interface Fact {
  readonly label: string;
  readonly inlines: readonly Inline[];
}

/** A step of a code flow. */
export interface Step {
  readonly type: string;
  readonly name?: string;
  readonly text: string;
  readonly place: number;
}

export interface DiffLine {
  readonly kind: 'added' | 'removed' | 'context' | 'hunk' | 'file';
  readonly text: string;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[]; readonly muted?: boolean }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start?: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'code'; readonly label?: string; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'steps'; readonly label: string; readonly steps: readonly Step[] }
  | { readonly kind: 'diff'; readonly label: string; readonly lines: readonly DiffLine[] };

export type SectionId =
  | 'description'
  | 'location'
  | 'codeFlow'
  | 'solution'
  | 'evidence'
  | 'details'
  | 'identifiers'
  | 'links'
  | 'scanner'
  | 'history';

/** Never without blocks. */
export interface DetailsSection {
  readonly kind: 'section';
  readonly id: SectionId;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Stands where the parts of a finding will be that are asked for when it is opened. */
export type PendingPart =
  | { readonly kind: 'loading'; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string; readonly retry: string };

/** In the page's protocol; what one does is a command of the same purpose. */
export const buttonIds = [
  'goToCode',
  'applyFix',
  'createMergeRequest',
  'dismiss',
  'editDismissal',
  'restore',
  'createIssue',
  'openIssue',
  'openInGitLab',
  'copy',
] as const;
export type ButtonId = (typeof buttonIds)[number];

export interface DetailsButton {
  readonly id: ButtonId;
  readonly label: string;
  /** Why it cannot be pressed. */
  readonly disabled?: string;
}

/** Everything the details page shows, as data; all text fit to be shown as it is, none of it markup. */
export interface DetailsModel {
  readonly title: string;
  readonly severity: Severity;
  readonly severityName: string;
  readonly reportType: string;
  /** `New in !482 · detected by Semgrep in job semgrep-sast · 12 min ago` */
  readonly status: string;
  /** Which source said what, a sentence each. */
  readonly sources: readonly string[];
  /** The finding is no longer there; what is shown is the last that was known. */
  readonly gone?: string;
  readonly buttons: readonly DetailsButton[];
  readonly parts: readonly (DetailsSection | PendingPart)[];
}

/** Somewhere in the code as the report has it: who opens it finds out where that is now. */
export interface ReportedPlace {
  readonly file: string;
  readonly startLine?: Line1;
  /** Inclusive. */
  readonly endLine?: Line1;
}

/** What a place on the page leads to: the finding's own code, or something its report names. */
export type DetailsPlace = 'finding' | ReportedPlace;

/** The page and what its indices stand for. */
export interface DetailsContent {
  readonly model: DetailsModel;
  readonly links: readonly string[];
  readonly places: readonly DetailsPlace[];
}
